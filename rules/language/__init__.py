"""What a regulation can say: its words, values, records and frameworks, and every fault of them."""
