"""One SQLite file per portal group: what the last visits said, and what was sighted when."""

from crawler.storage.group_store import GroupStore

__all__ = ["GroupStore"]
