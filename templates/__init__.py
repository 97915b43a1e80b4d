"""The sheets: Jinja only. Read by `chamdiem.engine.sheets`."""
