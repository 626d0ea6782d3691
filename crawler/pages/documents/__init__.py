"""Documents and interpretations."""
