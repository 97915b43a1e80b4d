"""Numbers, days, names and conditions as people read them, and their order."""
