"""Files: what their bytes are, and what they say, as text and tables."""
