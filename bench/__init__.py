"""Measurements; every one is a command of its own. None is part of the tests."""
