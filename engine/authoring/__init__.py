"""What helps those who write a framework: cases, coverage, suggestions, the words of a diff, layout."""
