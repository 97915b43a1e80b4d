"""Files and folders: read within bounds, written by one rule, and what belongs to whom."""
