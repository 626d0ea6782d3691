"""Lists: the rows of a section, and how to get the rest of them."""
