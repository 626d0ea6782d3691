"""The only room that acts on its own (floor 4): pipeline, stores, settings, command line."""
