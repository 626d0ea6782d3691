"""Budgets and final accounts (预决算)."""
