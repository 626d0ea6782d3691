"""A proof pack as one page, to be printed: nothing in it is loaded from elsewhere."""

from __future__ import annotations

import base64

from reports.page.day_picture import day_picture
from reports.page.environment import template
from reports.proofs.model import Pack
from reports.wording import SAMPLE_BANNER, moment_text


def to_html(pack: Pack) -> str:
    """The page with its pictures in it; a picture shown before is only pointed to."""
    return template("pack.html.j2").render(
        pack=pack,
        banner=SAMPLE_BANNER if pack.report.sample else "",
        moment=moment_text,
        day_picture=day_picture,
        first_shown=_first_shown(pack),
        data=_data,
    )


def _first_shown(pack: Pack) -> dict[str, str]:
    """Per digest of a page, the finding at which its picture stands."""
    shown: dict[str, str] = {}
    for item in pack.items:
        for proof in item.proofs:
            if proof.picture is not None:
                shown.setdefault(proof.item.sha256, item.judged.finding.case_id)
    return shown


def _data(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}"
