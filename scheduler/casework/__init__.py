"""Cases worked on by persons, by mail, by sheets; and the rounds that they count in."""

from scheduler.casework.acts import told

__all__ = ["told"]
