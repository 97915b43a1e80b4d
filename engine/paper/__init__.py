"""From an evaluation to paper: what stands on a sheet; its page, Word file and picture; templates and their bounds."""
