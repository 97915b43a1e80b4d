"""The ledger: what was scored, from which facts and under which rules, kept so that no change goes unnoticed."""
