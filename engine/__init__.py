"""Runs the rules, reads what people give, keeps and prints what follows."""
