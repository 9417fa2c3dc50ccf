"""The store: a dataset compiled into one SQLite file that answers every query."""
