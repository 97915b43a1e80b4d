"""Puts what was concluded into words, and into JSON."""
