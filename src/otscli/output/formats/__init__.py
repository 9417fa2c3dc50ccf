"""The formats of answers: one module each, named as the user types it."""
