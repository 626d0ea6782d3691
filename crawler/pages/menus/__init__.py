"""Menus, and trees of columns: every link that may lead to a section."""
