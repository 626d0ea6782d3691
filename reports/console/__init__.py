"""The console: pages for the openness office, auditors and units, over data that is handed in.

`access` says who may see and do what, `books` and `people` declare what the pages ask for,
`gate` stands before every page, `pages` has one module per page.
"""
