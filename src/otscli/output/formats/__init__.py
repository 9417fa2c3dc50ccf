"""Answers written down: one module a format, named as the user types it."""
