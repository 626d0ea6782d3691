"""A year at speed: the sample county changes day by day, every night is made, no second passes.

Everything is real but two things: the clock is handed in, and pages come from the county's
memory instead of a socket (through the same fetcher, robots.txt, archive and readers).
"""
