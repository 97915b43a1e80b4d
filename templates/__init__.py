"""Sheets and lists: Jinja only, in HTML and in Word. Read by `chamdiem.engine.paper.templates`."""
