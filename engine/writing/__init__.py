"""The one rule of writing: nothing that somebody made is lost."""
