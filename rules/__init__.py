"""What a regulation means: pure values and functions; no file, clock, engine or output lives here."""
