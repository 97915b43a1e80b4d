"""The web: pages for whoever uses no terminal."""
