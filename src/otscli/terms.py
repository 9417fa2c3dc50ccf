"""The closed lists of words that records and options share."""

from __future__ import annotations

STATUSES = ("member", "associate", "candidate", "observer", "partner", "applicant")
"""In the order in which one is shown where a state holds several at once."""

FACT_KINDS = ("fact", "statement", "plan", "proposal", "assessment")
SOURCE_KINDS = ("official", "agency", "press", "scholarly", "reference", "analysis")
"""In the order in which one is shown where several support a record."""
STANCES = ("supports", "differs", "disputes")
COVERAGES = ("full", "ots", "none")
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md", "yaml", "html", "ids", "ics")
LANGUAGES = ("en", "az", "kk", "ky", "tr", "tk", "uz", "hu", "ru")
