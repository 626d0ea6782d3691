"""What the portals said, and proof that they said it (floor 1).

Upstairs may import `crawler.records` and `crawler.portals` only.
"""

__version__ = "0.1.0"
