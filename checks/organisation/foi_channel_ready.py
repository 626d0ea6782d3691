"""Whoever wants to ask for information finds how: channels, form, office, procedure, terms.

What is measured
    Whether the request page (依申请公开) and the guide together show what the requirement lists
    (each of its `fields` by one of its words), whether the templates it names stand there and
    say what they must, and whether one of these pages is not older than `revised_after`. One
    finding; its aspect lists the missing.
Why it matters
    A right that nobody can find the door to is none; old templates name the wrong remedy.
Evidence
    The pages that were read; for what is missing the coverage manifest as well.
Not judged
    How requests are handled: nobody asks for anything to find out. What may stand on a page or
    in a file that was not read: cannot tell, unless another is missing for certain. A link to
    the channel of a higher portal, or words that send requests there: inapplicable.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, set_locally
from checks.judging.bench import proof
from checks.matching.words import plain
from checks.organisation.shown import Shown, has_any, revised_since, sends_on, shown_by, shows
from checks.organisation.stated import looked_at, picture_only, unread
from crawler.portals import Role
from crawler.records import Cause, Dossier

ROLES = (Role.INFORMATION_REQUEST, Role.GUIDE)
CHECK = Check(
    slug="foi_channel_ready",
    title="依申请公开渠道完备",
    reads=ROLES,
    terms=(
        "fields", "field_words", "field_words_not", "templates", "require", "require_words",
        "template_keywords", "revised_after", "revised_pattern", "min_text_chars",
        "passed_on_patterns",
    ),
    described=(("fields", "field_words"), ("require", "require_words")),
)  # fmt: skip
REVISED = "修订日期"


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, row = Bench(CHECK, dossier, requirement), requirement
    seen = shown_by(dossier, ROLES)
    if dossier.section(Role.INFORMATION_REQUEST).elsewhere and not seen.pages:
        text = "依申请公开链接到上级门户的统一渠道，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=looked_at(dossier, ROLES))
        return
    missing, unsaid, unread_ones = *_missing(row, seen, dossier), _unread_templates(row, seen)
    if missing and (sender := sends_on(row, seen, dossier)) is not None:
        text = "依申请公开由上级政府的平台统一受理，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=(proof(sender),))
        return
    found = tuple(proof(page) for page in seen.pages[:5]) or looked_at(dossier, ROLES)
    cause = _unseen(bench, seen) if missing else None
    if cause is not None and not unsaid:
        lead = f"依申请公开页面和指南是否有{missing[0]}未能看全"
        yield bench.cant_tell(None, cause, lead, evidence=found)
    elif missing or unsaid:
        named = "、".join(([] if cause is not None else missing) + unsaid)
        text = f"依申请公开页面和指南未见{named}{set_locally(row, 'fields', 'revised_after')}。"
        yield bench.give(
            Outcome.FAILED, None, text, aspect=named, basis=Basis.ABSENCE, evidence=found
        )
    elif unread_ones:
        lead = f"“{unread_ones[0]}”有公开，其内容未能读取"
        yield bench.cant_tell(None, Cause.UNREADABLE, lead, evidence=found)
    else:
        text = f"依申请公开页面和指南具备{'、'.join(_asked(row))}。"
        yield bench.give(Outcome.PASSED, None, text, evidence=found)


def _asked(row: Requirement) -> list[str]:
    terms = row.terms
    named = [*terms["fields"], *terms["templates"], *terms["template_keywords"]]
    return [str(name) for name in named] + ([REVISED] if terms["revised_after"] else [])


def _missing(row: Requirement, seen: Shown, dossier: Dossier) -> tuple[list[str], list[str]]:
    """What is asked and not met, and what templates that were read do not say."""
    terms, everything = row.terms, seen.everything
    found = [n for n in terms["fields"] if not shows(row, n, everything)]
    found += [n for n in terms["templates"] if not seen.names_with(n)]
    found += [word for word in terms["template_keywords"] if plain(word) not in seen.text]
    if since := str(terms["revised_after"]):
        first = date.fromisoformat(since)
        if not revised_since(seen, first, str(terms["revised_pattern"]), dossier):
            found.append(f"{chinese_date(first)}以后的{REVISED}")
    texts = [text for name in terms["templates"] for text in seen.texts_of(name)]
    unsaid = [n for n in terms["require"] if texts and not _said(row, n, texts)]
    return [str(name) for name in found], [str(name) for name in unsaid]


def _said(row: Requirement, name: str, texts: list[str]) -> bool:
    return any(has_any(text, row.terms["require_words"][name]) for text in texts)


def _unread_templates(row: Requirement, seen: Shown) -> list[str]:
    """The templates that stand there, and whose text must say something but was not read."""
    terms = row.terms
    named = [str(n) for n in terms["templates"] if seen.names_with(n) and not seen.texts_of(n)]
    return named if terms["require"] else []


def _unseen(bench: Bench, seen: Shown) -> Cause | None:
    """Why more may be shown than was read."""
    dossier, row = bench.dossier, bench.requirement
    for role in ROLES:
        own = [page for page in seen.pages if page.role is role]
        cause = unread(dossier, role, own, row)
        if cause is not None or any(picture_only(page, row) for page in own):
            return cause or Cause.UNREADABLE
    return None
