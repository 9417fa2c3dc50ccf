"""What `ots help` tells of: one text each."""

TOPICS = ("dates", "output", "exit-codes", "environment", "data")
