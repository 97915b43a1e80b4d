"""What would give a better rating, searched for and put into words."""
