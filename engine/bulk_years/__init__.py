"""What large tables that were scored come to over several months."""
