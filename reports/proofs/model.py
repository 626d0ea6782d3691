"""What a proof pack holds: plain frozen values, every text harmless and masked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from checks.engine.requirement import Rulebook
from crawler.records import Evidence
from crawler.records.addresses import page_address
from reports.day_grid import GridMonth, day_grid
from reports.day_sums import sum_in_words
from reports.ledger import state_word
from reports.model import JudgedFinding, RunReport, Standing
from reports.remedies import remedy_of
from reports.safety import address, shown, web_link
from reports.sources import sources_in_words
from reports.subjects import place_of, title_of
from reports.wording import CAUSES, OUTCOMES, area_of, aspect_name, day_text, measured_text

MOST_ITEMS = 200
"""Findings in one pack; what is more is told and stands in the ledger."""
_WAITS, _WAITS_PERSON = "疑似，待再次读取核实", "待人工核实，未经核实不得外发"
_COVERAGE = "urn:gongkai:coverage:"


@dataclass(frozen=True)
class Kept:
    """What is there for a piece of evidence: the archived bytes, and the masked picture (PNG)."""

    body: bytes | None = None
    picture: bytes | None = None


KeptOf = Callable[[Evidence], Kept]
"""Looks up what is there for a piece of evidence."""


@dataclass(frozen=True)
class Proof:
    """A piece of evidence as told.

    `link` is empty where the address is none of the web. `checked` says in words whether the
    archive holds bytes of that digest. `body` never leaves the pack but as a masked copy.
    """

    item: Evidence
    address: str
    link: str
    checked: str
    quote: str
    picture: bytes | None


@dataclass(frozen=True)
class Item:
    """A finding as told: `facts` are pairs of heading and text."""

    judged: JudgedFinding
    title: str
    outcome: str
    statement: str
    facts: tuple[tuple[str, str], ...]
    link: str
    sum_text: str
    months: tuple[GridMonth, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Pack:
    """A whole pack. `seals` are files of the archive with their digests (SHA-256) as sealed."""

    report: RunReport
    unit: str
    made_at: datetime
    items: tuple[Item, ...]
    left_out: int = 0
    seals: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The title of the document."""
        return "政务公开测评证据包"

    @property
    def run(self) -> str:
        """The run that is told of."""
        return self.report.run

    @property
    def steps(self) -> tuple[str, ...]:
        """How the digests are verified, step by step (核验方法)."""
        return verifying(self.run)


def pack_of(
    judged: Iterable[JudgedFinding],
    report: RunReport,
    kept: KeptOf,
    made_at: datetime,
    seals: Sequence[tuple[str, str]] = (),
    most: int = MOST_ITEMS,
    shelf: Iterable[Rulebook] = (),
) -> Pack:
    """The pack of some findings of one unit; `report` says what their run was about.

    Sources are named after the run's rulebooks and those of `shelf`.
    """
    names = {portal.id: portal.name for portal in report.portals}
    books = {book.id: book for book in (*shelf, *report.rulebooks)}
    known = list(judged)
    items = tuple(_item(one, names, books, kept) for one in known[:most])
    portal = known[0].finding.portal if known else ""
    return Pack(
        report,
        shown(names.get(portal, portal)),
        made_at,
        items,
        left_out=max(0, len(known) - most),
        seals=tuple(seals),
    )


def verifying(run: str) -> tuple[str, ...]:
    """The steps of verifying what a run archived."""
    return (
        f"在存有监测数据的主机上执行 gongkai evidence verify --run {run}：逐一重算存档文件和"
        "清单链的摘要，并仅凭存档重新判定一遍；退出状态为0表示全部一致。",
        "执行 gongkai evidence show <SHA-256> > page，取出该摘要对应的存档原始字节；再执行"
        " sha256sum page，结果应与本证据包所列的 SHA-256 相同。原始字节可能含有个人信息，"
        "仅限核验使用，不得外传。",
        "每次测评的清单包含上一份清单的摘要，前后相连；任何一份存档事后被改动，"
        "其后的摘要都不再相符。",
    )


def _item(
    judged: JudgedFinding,
    names: Mapping[str, str],
    books: Mapping[str, Rulebook],
    kept: KeptOf,
) -> Item:
    finding = judged.finding
    outcome = OUTCOMES[finding.outcome]
    if judged.standing is Standing.SUSPECTED:
        outcome += f"（{_WAITS_PERSON if judged.case and judged.case.work.private else _WAITS}）"
    return Item(
        judged=judged,
        title=title_of(finding),
        outcome=outcome,
        statement=shown(finding.statement),
        facts=tuple((head, text) for head, text in _facts(judged, names, books, outcome) if text),
        link=web_link(place_of(finding)) or "",
        sum_text=sum_in_words(finding),
        months=day_grid(finding),
        proofs=tuple(_proof(one, kept(one)) for one in finding.evidence),
    )


def _facts(
    judged: JudgedFinding, names: Mapping[str, str], books: Mapping[str, Rulebook], outcome: str
) -> Iterable[tuple[str, str]]:
    finding, row, case = judged.finding, judged.requirement, judged.case
    failing = judged.standing is not Standing.OTHER
    book = books.get(finding.rulebook)
    sources = (one.text for one in sources_in_words(finding.sources, books.values()))
    return (
        ("问题编号", finding.case_id),
        ("责任单位", shown(names.get(finding.portal, finding.portal))),
        ("承办单位", shown(judged.handling)),
        ("平台运维单位", shown(judged.platform)),
        ("指标体系", shown(book.title if book else finding.rulebook)),
        ("一级指标", shown(area_of(row))),
        ("测评指标", shown(row.title)),
        ("要求", shown(row.summary)),
        ("标准及依据", shown(row.basis_text)),
        ("出处", "；".join(sources)),
        ("信息标题", title_of(finding)),
        ("页面地址", address(place_of(finding))),
        ("具体事项", shown(aspect_name(finding.aspect or ""))),
        ("结果", outcome),
        ("无法判定的原因", CAUSES[finding.cause] if finding.cause else ""),
        ("判定语句", shown(finding.statement)),
        ("实测", measured_text(finding.measured, finding.unit)),
        ("到期日", day_text(finding.due_on)),
        ("办结日", day_text(finding.settled_on)),
        ("首次发现", day_text(case.first_failed_on) if case else ""),
        ("问题状态", state_word(judged) if failing or case else ""),
        ("存量问题", "是（早于基准日到期，不扣分）" if judged.old_stock else ""),
        ("整改时限", day_text(judged.mend_by)),
        ("整改措施", shown(remedy_of(judged))),
    )


def _proof(item: Evidence, kept: Kept) -> Proof:
    if kept.body is None:
        checked = "存档中没有这一页面，可能已按保存期限清理"
    elif hashlib.sha256(kept.body).hexdigest() == item.sha256:
        checked = "生成时已核对：存档字节与摘要一致"
    else:
        checked = "生成时核对不一致"
    where = page_address(item.url)
    told = "采集范围记录" if item.url.startswith(_COVERAGE) else address(where)
    return Proof(item, told, web_link(where) or "", checked, shown(item.quote), kept.picture)
