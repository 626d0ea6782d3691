"""Measurements of the whole: many portals on loopback, whole nights, a plan for more."""
