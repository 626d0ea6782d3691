"""Proactive disclosure (主动公开): themes, documents due by a day, catalogues, events, features."""
