"""What a home page shows that was not read: absence cannot be stated of it."""

from __future__ import annotations

from crawler.records import Dossier, HomeFrames


def home_frames(dossier: Dossier) -> HomeFrames | None:
    """The frames of the home page that were not read; None if all were."""
    return next((one for one in dossier.records if isinstance(one, HomeFrames)), None)
