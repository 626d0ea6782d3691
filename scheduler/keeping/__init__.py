"""Keeping: what goes by rule, what is copied out and brought back, and whether all is whole."""
