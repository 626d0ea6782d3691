"""Calls for opinions (意见征集) and what came of them."""
