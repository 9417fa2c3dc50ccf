"""What several questions share: conditions, names, tenures, full text, reach of the data."""
