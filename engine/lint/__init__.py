"""Remarks on framework files: found, located, said in words, and shown by records that are scored."""
