"""Many records at once: the rule program of a framework as one query over a table."""
