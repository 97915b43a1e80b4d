"""What helps those who write a framework or work under one: cases, coverage, suggestions, advice, diff, layout."""
