"""New media, passing on of higher policies, releases on emergencies."""
