"""`gongkai selfcheck`: papers judged before they are posted; nothing is fetched, nothing kept."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from reports.console.selfcheck import MOST_BYTES, Draft, Foresight, Material, Part, Sort
from reports.safety import shown
from scheduler.cli.options import DataOption, WatchlistOption, workplace_for
from scheduler.moments import now

_WORDS = {
    Foresight.FAILED: "不符合",
    Foresight.PENDING: "未到期",
    Foresight.CANT_TELL: "无法判断",
    Foresight.LATER: "发布后方可判断",
    Foresight.PASSED: "符合",
    Foresight.INAPPLICABLE: "不适用",
}
"""The outcomes in the order in which they are told."""
_PARTS = {Part.DOCUMENT: "文件", Part.INTERPRETATION: "解读"}


def selfcheck(
    document: Annotated[Path, typer.Argument(help="The document: HTML, text, Word, PDF, OFD.")],
    portal: Annotated[str, typer.Option("--portal", "--unit", help="The portal it is for.")],
    interpretation: Annotated[
        Path | None, typer.Option("--interpretation", help="Its interpretation.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="Planned day of posting (2026-11-23); default today.")
    ] = None,
    watchlist: WatchlistOption = None,
    data: DataOption = None,
) -> None:
    """What the checks would say of a document once posted.

    Exit 1 where it would fail, 2 where a file could not be read to its end.
    """
    from scheduler.beforehand.judging import self_check  # the readers are dear to load

    with workplace_for(watchlist, data) as place:
        if portal not in {one.id for one in place.watchlist.portals}:
            raise GongkaiError(f"--portal: {place.watchlist.path} has no portal {portal}")
        piece = _material(interpretation) if interpretation is not None else None
        draft = Draft(portal, Sort.NORMATIVE, _day(on), _material(document), piece)
        found = self_check(place, draft)
    for one in found.taken:
        trouble = f"\t{one.trouble}" if one.trouble else ""
        sys.stdout.write(f"{_PARTS[one.part]}\t{shown(one.title)}{trouble}\n")
        for candidate in one.personal:
            sys.stdout.write(f"\t{shown(candidate.place)}\t{shown(candidate.excerpt)}\n")
    for foresight, word in _WORDS.items():
        for duty in found.of(foresight):
            remedy = f"\t{shown(duty.remedy)}" if duty.remedy else ""
            title = shown(duty.requirement.title)
            sys.stdout.write(f"{word}\t{title}\t{shown(duty.sentence, 1_000)}{remedy}\n")
    if found.matched is False:
        sys.stdout.write("提交的解读没有被认定为这份文件的解读。\n")
    paths = {Part.DOCUMENT: document, Part.INTERPRETATION: interpretation}
    for one in found.unread:
        sys.stderr.write(f"{paths[one.part]}: could not be read, or not all of it: {one.trouble}\n")
    if found.unread:
        raise typer.Exit(2)
    if found.of(Foresight.FAILED):
        raise typer.Exit(1)


def _material(path: Path) -> Material:
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise GongkaiError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(body) > MOST_BYTES:
        raise GongkaiError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB")
    return Material(body)


def _day(text: str | None) -> date:
    if text is None:
        return now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise GongkaiError(f"--on: {text!r} is no date (example: 2026-11-23)") from None
