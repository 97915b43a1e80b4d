"""What is shown and done under each address."""
