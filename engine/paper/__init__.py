"""What all paper shares: pages, Word files, workbooks, tables and reports as values, the templates that ship."""
