"""The newcomers: portals that no reader was ever shown, with their ground truth (held out)."""
