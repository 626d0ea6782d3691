"""Judging apart from the nights: stored runs judged again, earlier years, the archive verified."""
