"""Pictures of failures: taken of pages that look otherwise than last time, else kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from crawler.fetching.picturing import take_pictures
from crawler.fetching.programs import browser_program
from scheduler.places import make_folder, write_private


def pictures(folder: Path, most: int, pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
    """Pictures (PNG) of the first `most` of these HTML pages, by name; none without a browser.

    Pictures lie in the folder by the digest of their page's HTML, and only those of the last call:
    the same page looks the same the next night, and taking pictures is dear.
    """
    program = browser_program()
    if program is None or most <= 0:
        return {}
    chosen = dict(islice(pages, most))
    kept = {
        name: make_folder(folder) / f"{hashlib.sha256(html.encode()).hexdigest()}.png"
        for name, html in chosen.items()
    }
    lacking = {name: html for name, html in chosen.items() if not kept[name].exists()}
    for name, picture in take_pictures(lacking, program).items():
        write_private(kept[name], picture)
    for path in set(folder.glob("*.png")) - set(kept.values()):
        path.unlink(missing_ok=True)
    return {name: path.read_bytes() for name, path in kept.items() if path.exists()}
