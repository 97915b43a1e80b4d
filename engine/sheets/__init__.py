"""The evaluation sheet of one meeting."""
