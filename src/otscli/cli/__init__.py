"""The command line: it reads what was typed, asks, and has the answer written. No more."""
