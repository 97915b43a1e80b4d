"""Forms: what a framework asks of one record, laid out in pages; what was typed into them, read and scored."""
