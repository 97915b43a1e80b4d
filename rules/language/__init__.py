"""What a regulation can say: frameworks, their periods, and cases, as typed, frozen values."""
