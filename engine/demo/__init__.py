"""A made-up commune, put into a new ledger: its cells, those who act for them, and months of meetings."""
