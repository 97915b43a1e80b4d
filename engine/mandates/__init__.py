"""Who may do what: the dated tree of organisations, and the mandates of those who act for them."""
