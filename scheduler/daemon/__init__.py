"""The daemon: when what is due, one job after another, and how the monitor itself is."""
