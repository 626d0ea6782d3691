"""Documents and their interpretations, made from one line of plan each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from demo import workdays
from demo.content.epoch import EPOCH, day
from demo.content.files import files_of
from demo.content.interpretations import interpretation
from demo.content.model import Block, DocFacts, InterpFacts, Item, Ref
from demo.content.words import Words, numeral

_EXEMPT_TITLES = {
    "personnel": "{o}关于{n}等同志职务任免的通知",
    "commend": "{o}关于表扬{t}工作先进集体的通报",
    "body": "{o}关于成立{t}工作领导小组的通知",
    "reply": "{o}关于{t}实施方案的批复",
    "repeal": "{o}关于废止部分{t}文件的决定",
}


@dataclass(frozen=True)
class DocPlan:
    """One document in one line.

    `age`: days from publication to the epoch. `sign`: working days from signing to
    publication (negative: signed after it; None: 200 days before). `interp`: working days to
    the interpretation, None for none. `links`: both, doc, interp, plain (titles without
    link), comment. `lack`: elements missing in the interpretation. `form`: text, picture or
    both. `fault` names what the page does wrong, `term` how its validity stands: until:N,
    years:N:D (N years from D days ago; `signed` counts from signing), repealed:N, lapsed,
    void. `via` is how a pair without link is named: title or number. `file` is the kind of what can
    be downloaded (demo/content/files.py). `altered` is WHAT:AGE: what was changed how long before
    the epoch.
    """

    age: int
    sign: int | None = 4
    interp: int | None = None
    links: str = "both"
    lack: str = ""
    form: str = "text"
    fault: str = ""
    term: str = ""
    matter: str = "normal"
    own: str = "own"
    condition: str = "ok"
    via: str = "title"
    exact: bool = False
    script: str = ""
    elsewhere_earlier: int | None = None
    title: str = ""
    bulk: bool = False
    clock: str = ""
    file: str = ""
    altered: str = ""


@dataclass(frozen=True)
class Issuer:
    """Who issues documents: full name, office, agency word, and a strange body above."""

    name: str
    word: str
    strange: str
    strange_word: str
    number_style: str = "{w}〔{y}〕{n}号"


def _signed(published: date, plan: DocPlan) -> date:
    if plan.sign is None:
        return workdays.settle(published - timedelta(days=215))
    if plan.sign < 0:
        return published + timedelta(days=-plan.sign)
    if plan.sign > 40:  # a planted number of calendar days, for bulk collections
        return workdays.settle(published - timedelta(days=plan.sign))
    return workdays.before(published, plan.sign)


def _years_on(start: date, years: int) -> date:
    """The last day of a term of whole years that began on `start`."""
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, day=28)


def _term(facts: DocFacts, plan: DocPlan) -> tuple[DocFacts, str]:
    """The facts with their term, and the sentence of the text that states it."""
    name, _, rest = plan.term.partition(":")
    if name == "until":
        end = day(-int(rest))
        stated = f"本文件自发布之日起施行，有效期至{end.year}年{end.month}月{end.day}日。"
        return replace(facts, ends_on=end), stated
    if name == "years":
        years, ago = (int(part) for part in rest.split(":"))
        start = day(ago)
        stated = (
            f"本文件自{start.year}年{start.month}月{start.day}日起施行，有效期{numeral(years)}年。"
        )
        return replace(facts, effective=start, ends_on=_years_on(start, years)), stated
    if name == "signed":
        years = int(rest)
        return (
            replace(facts, ends_on=_years_on(facts.signed, years)),
            f"本文件有效期为{years}年。",
        )
    if name == "repealed":
        return replace(facts, repealed=day(int(rest))), ""
    if name in ("lapsed", "void"):
        shown = "失效" if name == "lapsed" else "废止"
        return replace(facts, validity=shown, validity_shown=shown, repealed=day(90)), ""
    if name == "permit":
        return facts, "依照本文件取得的经营备案证明有效期三年，期满前三十日内可以申请换发。"
    return facts, ""


_FAULTS: dict[str, dict[str, object]] = {
    "number_missing": {"number_shown": None},
    "number_none": {"number_shown": "暂无"},
    "number_dash": {"number_shown": "-"},
    "number_letter": {"number_shown": "便函"},
    "number_empty": {"number_shown": ""},
    "validity_missing": {"validity_shown": None},
    "validity_empty": {"validity_shown": ""},
    "validity_none": {"validity_shown": "暂无"},
    "signed_missing": {"hide": frozenset({"成文日期"})},
    "published_missing": {"hide": frozenset({"发布日期"})},
    "two": {"number_shown": "无", "validity_shown": None},
    "buried": {"buried": True},
    "numerals": {"numerals": True},
}


def _facts(plan: DocPlan, issuer: Issuer, serial: int) -> DocFacts:
    published = day(plan.age)
    if not plan.exact:
        published = workdays.settle(published)
    signed = _signed(published, plan)
    strange = plan.own in ("forwarded", "led")
    word = issuer.strange_word if plan.own == "led" else issuer.word
    number = issuer.number_style.format(w=word, y=signed.year, n=serial)
    if plan.fault == "order":
        number = f"第{serial}号"
    elif plan.fault == "square":
        number = f"{word}[{signed.year}]{serial}号"
    elif plan.fault == "round":
        number = f"{word}（{signed.year}）{serial}号"
    shown: str | None = number
    if plan.fault == "number_malformed":
        shown = f"{word}{signed.year}-{serial}"
    body = issuer.strange if plan.own == "led" else issuer.name
    if plan.own == "joint":
        body = f"{issuer.name} {issuer.strange}"
    facts = DocFacts(
        number=number,
        number_shown=shown,
        issuer=body,
        signed=signed,
        published=published,
        matter=plan.matter,
        own=not strange,
        bulk=plan.bulk,
        continued=plan.term.startswith("until:-") and "continued" in plan.fault,
        index_number=f"{110000 + serial * 37:09d}/{published:%Y%m}-{serial:05d}",
        seen_earlier=(
            workdays.before(published, plan.elsewhere_earlier) if plan.elsewhere_earlier else None
        ),
    )
    for name, value in _FAULTS.get(plan.fault, {}).items():
        facts = replace(facts, **{name: value})  # type: ignore[arg-type]
    return facts


def _offers(facts: DocFacts, plan: DocPlan, title: str, serial: int) -> DocFacts:
    """The facts with what can be downloaded, and what somebody changed later."""
    what, _, age = plan.altered.partition(":")
    on = day(int(age)) if age else None
    files = files_of(plan.file, title, serial)
    if what == "file":
        files = tuple(replace(one, replaced_on=on) for one in files)
    return replace(facts, files=files, button=plan.file == "script", altered_on=on, altered=what)


def _title(
    plan: DocPlan, issuer: Issuer, words: Words, short: str, subject: str, serial: int
) -> str:
    if plan.matter != "normal":
        return _EXEMPT_TITLES[plan.matter].format(o=issuer.name, t=subject, n=words.person(9))
    if plan.own == "forwarded":
        return f"{issuer.name}转发{issuer.strange}关于进一步做好{subject}工作的通知"
    body = issuer.strange if plan.own == "led" else issuer.name
    if plan.fault == "order":
        return f"《{short}》（{body.removesuffix('办公室')}令第{serial}号）"
    if words.rng.random() < 0.25:
        return f"{body}关于进一步加强{subject}工作的通知"
    return f"{body}关于印发《{short}》的通知"


def documents(
    plans: tuple[DocPlan, ...], issuer: Issuer, words: Words, prefix: str
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Documents and interpretations of these plans, as they all will be."""
    docs: list[Item] = []
    interps: list[Item] = []
    for serial, plan in enumerate(plans, start=3):
        subject, short = words.matter()
        if plan.title:
            short = plan.title.format(y=EPOCH.year)
            title = f"{issuer.name}关于印发《{short}》的通知"
        else:
            title = _title(plan, issuer, words, short, subject, serial)
        facts, stated = _term(_facts(plan, issuer, serial), plan)
        facts = _offers(facts, plan, title, serial)
        key = f"{prefix}d{serial}"
        interp = (
            interpretation(plan, facts, title, short, subject, words, key, issuer)
            if plan.interp is not None
            else None
        )
        refs: tuple[Ref, ...] = ()
        if interp is not None:
            interps.append(interp)
            shown = {"both": "link", "doc": "link", "plain": "plain", "comment": "comment"}
            if plan.links in shown:
                refs = (Ref("相关解读", interp.key, interp.title, shown[plan.links]),)
            if plan.form == "both":
                interps.append(_picture(interp, plan, title))
        blocks = [Block("p", "各有关单位："), *words.some("clauses", 9, subject)]
        if stated:
            blocks.append(Block("p", stated))
        blocks += [Block("sign", facts.issuer), Block("date", _long(facts.signed, words))]
        if facts.continued:
            docs.append(_continuation(facts, title, issuer, key, words))
        docs.append(
            Item(
                key,
                title,
                facts.published,
                tuple(blocks),
                issuer.name,
                facts,
                refs,
                plan.condition,
                script=plan.script,
                clock=plan.clock or words.clock(),
            )
        )
    return tuple(docs), tuple(interps)


def _named(title: str) -> str:
    """The name of a document in book-title marks."""
    return title[title.find("《") :].split("》")[0] + "》" if "《" in title else f"《{title}》"


def _continuation(facts: DocFacts, title: str, issuer: Issuer, key: str, words: Words) -> Item:
    """The notice that prolongs a document before its term ends, naming it by its number."""
    assert facts.ends_on is not None
    published = workdays.settle(facts.ends_on - timedelta(days=40))
    signed = workdays.before(published, 3)
    short = _named(title)
    until = day(-500)
    text = (
        f"经研究，决定将{short}（{facts.number}）的有效期延续至"
        f"{until.year}年{until.month}月{until.day}日，期间继续执行。"
    )
    own = replace(
        facts,
        number=issuer.number_style.format(w=issuer.word, y=signed.year, n=91),
        number_shown=issuer.number_style.format(w=issuer.word, y=signed.year, n=91),
        signed=signed,
        published=published,
        ends_on=None,
        continued=False,
        files=files_of("", title, 91),
        index_number=f"000110091/{published:%Y%m}-00091",
    )
    blocks = (
        Block("p", "各有关单位："),
        Block("p", text),
        Block("sign", facts.issuer),
        Block("date", _long(signed, words)),
    )
    name = f"{issuer.name}关于延续{short}有效期的通知"
    return Item(key + "c", name, published, blocks, issuer.name, own, clock=words.clock())


def _long(on: date, words: Words) -> str:
    if words.rng.random() < 0.3:
        return f"{numeral(on.year)}年{numeral(on.month)}月{numeral(on.day)}日"
    return f"{on.year}年{on.month}月{on.day}日"


def _picture(interp: Item, plan: DocPlan, title: str) -> Item:
    assert isinstance(interp.facts, InterpFacts)
    return replace(
        interp,
        key=interp.key + "p",
        title=f"一图读懂{_named(title)}",
        blocks=(Block("img", "chart"),),
        refs=(),
        facts=replace(interp.facts, sort="picture", links_document=False, lack=frozenset()),
    )
