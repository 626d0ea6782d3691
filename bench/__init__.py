"""Measurements; every one is a command of its own."""
