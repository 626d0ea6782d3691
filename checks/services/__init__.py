"""Service guides and the lists of matters."""
