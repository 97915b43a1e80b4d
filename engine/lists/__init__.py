"""The lists of one committee for one month: pure views of many evaluations, and one writer for each form of file."""
