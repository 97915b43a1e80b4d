"""Scoring of tables by queries: what is read, in parts, by several processes, and where the results stand."""
