"""Skins: the same content in the markup and the addressing of different families."""
