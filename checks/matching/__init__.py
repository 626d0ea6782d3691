"""Whose a document is, what calls for an interpretation, and which interpretation is whose."""
