"""Duties that fall due once a year."""
