"""One night: what is asked for, the visit, judging, storing, sealing."""
