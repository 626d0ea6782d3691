"""Checks on personal data (个人隐私)."""
