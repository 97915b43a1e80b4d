"""From many meetings to a folder of everything that is printed and filed, made again only where something changed."""
