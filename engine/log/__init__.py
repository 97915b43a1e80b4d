"""The log of a ledger: its entries as people read them, as values and in words."""
