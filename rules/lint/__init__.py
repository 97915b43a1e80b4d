"""What can be proved of a framework before it is used: gaps, overlaps, what no record can reach."""
