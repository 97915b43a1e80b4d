"""Compute what a ledger holds anew: under the rules it was scored by, or under others."""
