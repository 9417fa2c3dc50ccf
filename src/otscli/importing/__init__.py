"""Datasets of other projects, turned into datasets that `ots` reads."""
