"""Whether a page is what was asked for: whole, empty, waiting for its scripts, refused."""
