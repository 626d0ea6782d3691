"""Sections (栏目): there, kept up, and the platform they make."""
