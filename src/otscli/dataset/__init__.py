"""Datasets: what they may contain, how they are read, and what was found wrong."""
