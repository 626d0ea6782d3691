"""Fuzzed pages, attachments and headers: no crash, no hang, no invented record.

Every input is made from a seed and its number alone, so that a number names it for good:
`python -m tests.fuzzing --inputs 100000` runs them, `--number N` runs one again and tells of it.
What it finds is mended in the mechanism and kept as a case of its own in tests/regressions.
"""
