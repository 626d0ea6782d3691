"""Engines: where portal groups are crawled, and what keeps them polite together."""
