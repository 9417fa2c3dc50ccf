"""Shared parts of questions: conditions, names, tenures, full text, coverage."""
