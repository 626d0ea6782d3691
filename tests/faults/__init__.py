"""What breaks, what is seen of it, and that it passes: one row of a table each."""
