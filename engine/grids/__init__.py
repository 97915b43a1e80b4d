"""From the bytes of a workbook or a CSV to rows of cells as they are shown."""
