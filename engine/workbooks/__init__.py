"""The workbook that people fill in, and the one that gives faulty rows back to them."""
