"""What entries are worth: blank ones, twins, left-overs."""
