"""What can be said of a program without a meeting: bounds, searches, coverage, differences."""
