"""The command line: it parses what was typed, asks the question, and has the answer written."""
