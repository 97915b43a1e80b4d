"""What people type, one module per kind of work: each command parses, calls the engine and prints."""
