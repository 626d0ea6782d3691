"""The unified hotline (12345) is shown, and no other service number beside it.

What is measured
    Whether the home page, or the name of a column or section, shows the number that the
    requirement names, unless it says that bodies need not (`must_show`); where it has a list of
    numbers to keep, whether any other number is advertised on the home page as a hotline
    (aspect: those numbers); where it asks for statistics, whether one on the hotline was
    published within the window.
Why it matters
    One number that everybody knows is worth more than twenty that nobody does.
Evidence
    The home page with the words around the number.
Not judged
    Office telephones are no hotlines, nor are those of the watch, of supervision or of who runs
    the site; a long number counts only where the page calls it a hotline. Whether calls are
    answered, and how well. A number that may stand in a picture without a name, in a frame that
    was not read or be filled in by script, and statistics that were not met: cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, home_frames, unread_part
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, HotlineNumbers

CHECK = Check(
    slug="hotline_unified",
    title="政务热线统一",
    reads=(Role.MESSAGE_BOARD,),
    terms=(
        "number", "must_show", "keep_list", "stats", "stats_patterns", "window_days",
        "min_text_chars",
    ),
    choices=(("stats", ("", "any")),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    number, kept = str(terms["number"]), [str(one) for one in terms["keep_list"]]
    pages = [r for r in dossier.records if isinstance(r, HotlineNumbers)]
    if not pages:
        section = dossier.section(Role.HOME)
        yield bench.cant_tell(None, section.cause or Cause.UNREADABLE, "首页未能看到")
        return
    shown, home = _shown(pages), pages[0]
    others = [one for one in shown if kept and one != number and one not in kept]
    numbers = ("number", "keep_list")
    if others:
        aspect = "、".join(others)
        text = f"首页仍公布{number}以外的热线号码：{aspect}。"
        evidence = tuple(proof(page, words) for page, words in map(shown.__getitem__, others))
        yield bench.give(
            Outcome.FAILED, None, text, aspect=aspect, evidence=evidence, rests_on=numbers
        )
    elif number not in shown and not _named(dossier, number):
        evidence = (proof(home, home.title),)
        scripted = sum(one.text_chars for one in pages) < int(terms["min_text_chars"])
        framed = home_frames(dossier)
        if scripted or framed is not None or any(one.nameless for one in pages):
            unseen = unread_part(framed) if framed is not None else "图片链接没有文字说明"
            why = "页面文字由脚本生成" if scripted else unseen
            lead = f"首页文字未见{number}热线，{why}"
            yield bench.cant_tell(None, Cause.UNREADABLE, lead, evidence=evidence)
        elif not terms["must_show"]:
            text = f"首页未见{number}以外的热线号码。"
            yield bench.give(Outcome.PASSED, None, text, evidence=evidence, rests_on=numbers)
        else:
            text = f"首页和栏目名称未见{number}热线。"
            yield bench.give(
                Outcome.FAILED, None, text, basis=Basis.ABSENCE, evidence=evidence,
                rests_on=("number",),
            )  # fmt: skip
    elif terms["stats"] and not _statistics(bench, terms["stats_patterns"]):
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "所采集的栏目中未见热线办理统计")
    else:
        text = f"公布了{number}热线。"
        page, words = shown.get(number, (home, number))
        evidence = (proof(page, words),)
        told = ("window_days",) if terms["stats"] else ()
        yield bench.give(Outcome.PASSED, None, text, evidence=evidence, rests_on=(*numbers, *told))


def _shown(pages: Sequence[HotlineNumbers]) -> dict[str, tuple[HotlineNumbers, str]]:
    """Every number with the page that shows it first, the home page or a frame of it, and how."""
    found: dict[str, tuple[HotlineNumbers, str]] = {}
    for page in pages:
        for field in page.numbers:
            if field.value is not None:
                found.setdefault(field.value, (page, field.raw))
    return found


def _named(dossier: Dossier, number: str) -> bool:
    """Whether a column or a section bears the number in its name."""
    names = [column.title for column in dossier.columns]
    names += [section.name for section in dossier.sections.values()]
    return any(number in name for name in names)


def _statistics(bench: Bench, patterns: Sequence[str]) -> bool:
    """Whether some list shows a statistic on the hotline from within the window."""
    today = bench.dossier.today
    first = today - timedelta(days=int(bench.requirement.terms["window_days"]))
    for row in bench.dossier.entries():
        day = row.date.value if row.date is not None else None
        told = day is not None and first <= day <= today
        if told and any(re.search(pattern, plain(row.title)) for pattern in patterns):
            return True
    return False
