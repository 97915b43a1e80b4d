"""Proofs about a framework: gaps, overlaps, what can never be reached."""
