"""Nights over pages that did not change since the last one."""
