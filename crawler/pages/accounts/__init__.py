"""Accounts of new media (政务新媒体)."""
