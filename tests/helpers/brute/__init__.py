"""Small frameworks looked at record by record: what lint, coverage and advice should say, by trying everything."""
