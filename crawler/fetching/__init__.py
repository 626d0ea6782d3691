"""Asking portals politely, keeping what they answered, and probing address families."""
