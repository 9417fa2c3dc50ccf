"""Datasets of other projects, converted to datasets that `ots` reads."""
