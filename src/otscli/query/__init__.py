"""Questions asked of a store. Nothing here prints, and nothing here knows the command line."""
