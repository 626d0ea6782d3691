"""What a home page shows that was not read: absence cannot be stated of it."""

from __future__ import annotations

from crawler.records import Dossier, HomeFrames
from crawler.records.addresses import is_rendered


def home_frames(dossier: Dossier) -> HomeFrames | None:
    """The frames of the home page that were not read; None if all were."""
    return next((one for one in dossier.records if isinstance(one, HomeFrames)), None)


def unread_part(frames: HomeFrames) -> str:
    """What of the home page was not read, in Chinese."""
    return "由脚本生成，未必看全" if is_rendered(frames.snapshot.url) else "框架未能读取"
