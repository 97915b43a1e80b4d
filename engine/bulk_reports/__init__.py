"""The report of a nation: counts of many rows that were scored in bulk."""
