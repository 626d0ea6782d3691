"""Cases worked on by persons, by mail, by sheets; and the rounds that they count in."""
