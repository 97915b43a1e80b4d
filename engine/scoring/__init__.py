"""Scores one meeting by the rule program, and says why as values."""
