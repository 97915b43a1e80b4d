"""A scorer of its own: it reads a framework's YAML as plain data, reckons in fractions, and imports nothing of ours."""
