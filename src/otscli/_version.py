"""The version of the program. The data has its own: see `data/dataset.yaml`."""

__version__ = "1.0.0"

PROJECT_URL: str | None = None
"""The project's public address, or None while there is none; then no output mentions one."""
