"""The inside of a dataset: what it may hold, how it is read, what was found wrong."""
