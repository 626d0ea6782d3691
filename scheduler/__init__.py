"""The only room that acts on its own (floor 4): nights, stores, papers, mail, command line."""
