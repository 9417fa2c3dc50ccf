"""The version of the program. The data has its own: see `data/dataset.yaml`."""

__version__ = "1.0.0"
