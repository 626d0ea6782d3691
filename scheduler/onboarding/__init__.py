"""Onboarding: one portal is visited as a run would, and nothing of it is kept."""
