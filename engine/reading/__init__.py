"""From what people give us to values: files, YAML and JSON, tables of Excel and CSV, records, the register of cells."""
