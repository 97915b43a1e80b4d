"""The API: what pages do, for programs, by the same acts."""
