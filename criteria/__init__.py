"""The frameworks that ship: YAML only, one folder per authority, one file per version."""
