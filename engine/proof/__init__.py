"""Prove what a ledger holds: its Merkle tree, signed checkpoints, and proofs that are checked without the ledger."""
