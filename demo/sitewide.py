"""The ground truth of what is judged over a whole site: personal data, the foot, links, search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demo.content.filed import FILED
from demo.content.model import RosterFacts
from demo.truth import GOVERNMENT, Truth, View


def sitewide_truth(
    view: View, paths: Mapping[str, str], columns: Mapping[str, str], dead: frozenset[str]
) -> Iterator[Truth]:
    """Every finding of the four checks for one unit; the mappings give address paths by key.

    `dead` are the paths of pages and files that answer with an error.
    """
    yield from _privacy(view, paths)
    yield from _identity(view)
    yield from _links(view, paths, columns, dead)
    yield from _search(view)


def _privacy(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check, clean = "pii_exposure", True
    for column in view.unit.columns:
        for item in column.items:
            if isinstance(item.facts, RosterFacts) and item.facts.shown:
                clean = False
                aspect = "、".join(item.facts.shown)
                place = item.key + (FILED if item.leaves else "")
                yield view.say(check, view.address(paths[place]), "failed", aspect)
    if clean:
        yield view.say(check, view.home, "passed")


def _identity(view: View) -> Iterator[Truth]:
    check = "site_identity"
    if view.guest:
        yield view.say(check, view.home, "inapplicable", note="guest")
        return
    missing = [] if len(view.unit.code) == 10 else ["网站标识码"]
    # The hand-made sites never had a record number of the police.
    missing += ["公安备案号"] if view.unit.family == "plain" else []
    yield view.say(check, view.home, "failed" if missing else "passed", "、".join(missing) or None)


def _links(
    view: View, paths: Mapping[str, str], columns: Mapping[str, str], dead: frozenset[str]
) -> Iterator[Truth]:
    check = "link_health"
    gone = {columns[c.key] for c in view.unit.columns if c.condition == "soft404"}
    for column in view.unit.columns:
        if column.condition == "ok":
            gone |= {paths[i.key] for i in column.items if i.condition == "soft404"}
    for path in sorted(gone | dead):
        yield view.say(check, view.address(path), "failed")
    if not gone | dead:
        yield view.say(check, view.home, "passed")


def _search(view: View) -> Iterator[Truth]:
    if view.unit.kind not in GOVERNMENT:
        return
    outcome, cause = {
        "whole": ("passed", None),
        "newest": ("failed", None),
        "script": ("cant_tell", "unreadable"),
        "none": ("inapplicable", None),
    }[view.unit.search]
    yield view.say("site_search_works", view.home, outcome, None, cause)
