"""What `gongkai serve` answers over HTTP. It reads; nothing here writes to the data folder."""

from scheduler.serving.app import make_app

__all__ = ["make_app"]
