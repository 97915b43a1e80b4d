"""Frameworks and records drawn by chance: every construct of the format, in small numbers that meet one another often."""
