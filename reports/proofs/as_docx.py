"""A proof pack as a Word document; the same pack gives the same bytes."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from reports.papers import layout
from reports.papers.as_docx import steady
from reports.papers.docx_parts import (
    clear_body,
    draft_mark,
    font_table,
    footers,
    paragraph,
    table,
)
from reports.papers.model import Block, Cell, bare_address
from reports.papers.model import table as grid_of
from reports.proofs.docx_calendar import calendar
from reports.proofs.model import Item, Pack, Proof
from reports.wording import SAMPLE, SAMPLE_BANNER, moment_text

_MARGIN_MM = 22.0
_WIDTH_MM = layout.PAGE_MM[0] - 2 * _MARGIN_MM
_PITCH = 380
"""Line height of running text in twips."""
_PICTURE = "存档页面截图，引文处已标出，个人信息已遮盖。"


def to_docx(pack: Pack) -> bytes:
    """The document's bytes."""
    document: Any = Document()
    clear_body(document)
    _settings(document, pack)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in layout.PAGE_MM)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    footers(section)
    draft_mark(section, SAMPLE if pack.report.sample else "", watermark=False)
    _front(document, pack)
    pictured: dict[str, str] = {}
    for number, item in enumerate(pack.items, 1):
        _item(document, item, number, pictured)
    _verifying(document, pack)
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _settings(document: Any, pack: Pack) -> None:
    document.styles["Normal"].font.size = Pt(layout.SIZE_5)
    document.settings.odd_and_even_pages_header_footer = True
    font_table(document)
    properties = document.core_properties
    properties.title = f"{pack.title} {pack.unit} {pack.run}"
    properties.author = properties.comments = ""
    properties.last_modified_by = properties.keywords = ""
    properties.language, properties.revision = "zh-CN", 1
    moment = pack.made_at.replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = moment


def _front(document: Any, pack: Pack) -> None:
    paragraph(
        document, (Cell(pack.title),), face=layout.TITLE, size=layout.SIZE_2, align="center",
        pitch=700, keep=True,
    )  # fmt: skip
    told = f"{pack.unit}　测评批次 {pack.run}　生成于 {moment_text(pack.made_at)}"
    _text(document, Cell(told), align="center")
    if pack.report.sample:
        _text(document, Cell(SAMPLE_BANNER), align="center")
    if len(pack.items) > 1:
        rows = (
            (Cell(str(number)), item.judged.requirement.title, item.title, _case(item))
            for number, item in enumerate(pack.items, 1)
        )
        heads = (("序号", 5), ("测评指标", 18), ("信息标题", 36), ("问题编号", 16))
        _table(document, grid_of(heads, rows))
    if pack.left_out:
        _text(document, Cell(f"另有{pack.left_out}项未列入，见同一批次的台账。"))
    if not pack.items:
        _text(document, Cell("这一批次没有已确认的问题。"))


def _item(document: Any, item: Item, number: int, pictured: dict[str, str]) -> None:
    _heading(document, f"{number}. {item.title}", layout.SIZE_4, before=240, outline=0)
    _text(document, Cell(f"{item.outcome}：{item.statement}"))
    linked = "页面地址"
    rows = (
        (head, Cell(text, item.link) if head == linked else Cell(text)) for head, text in item.facts
    )
    _table(document, grid_of((("项目", 10), ("内容", 50)), rows))
    if item.sum_text:
        _heading(document, "期限计算", layout.SIZE_5)
        _text(document, Cell(item.sum_text))
        for month in item.months:
            calendar(document, month)
        if item.months:
            settled = "，“✓”为办结日" if item.judged.finding.settled_on else ""
            words = f"蓝底为计入的工作日，灰底为不计的日子，红底为到期日{settled}。"
            _text(document, Cell(words))
    _heading(document, "网页存证", layout.SIZE_5)
    for at, proof in enumerate(item.proofs, 1):
        _proof(document, proof, at, _case(item), pictured)
    if not item.proofs:
        _text(document, Cell("这条记录没有引用网页。"))


def _proof(document: Any, proof: Proof, at: int, case: str, pictured: dict[str, str]) -> None:
    where = bare_address(proof.link) if proof.link else Cell(proof.address)
    rows = [
        ("网址", where),
        ("引文", Cell(proof.quote)),
        ("采集时间", Cell(moment_text(proof.item.captured_at))),
        ("SHA-256", Cell(proof.item.sha256)),
        ("核对", Cell(proof.checked)),
    ]
    sha256 = proof.item.sha256
    seen = pictured.get(sha256, "")
    if proof.picture is not None and seen:
        rows.append(("截图", Cell(f"见问题{seen}")))
    heads = ((f"存证{at}", 10), ("内容", 50))
    _table(document, grid_of(heads, (row for row in rows if row[1].text)))
    if proof.picture is not None and not seen:
        pictured[sha256] = case
        shape = document.add_picture(io.BytesIO(proof.picture), width=Mm(_WIDTH_MM))
        shape._inline.docPr.set("descr", _PICTURE)
        _text(document, Cell(_PICTURE))


def _verifying(document: Any, pack: Pack) -> None:
    _heading(document, "核验方法", layout.SIZE_4, before=240, outline=0)
    for number, step in enumerate(pack.steps, 1):
        _text(document, Cell(f"{number}. {step}"))
    if pack.seals:
        heads = (("存档文件", 22), ("封存时的 SHA-256", 40))
        _table(document, grid_of(heads, ((Cell(a), Cell(b)) for a, b in pack.seals)))
    _text(document, Cell("本证据包不含存档原始字节；截图和引文仅供阅读，以存档原件为准。"))


def _case(item: Item) -> str:
    return item.judged.finding.case_id


def _heading(
    document: Any, words: str, size: float, before: int = 120, outline: int | None = None
) -> None:
    paragraph(
        document, (Cell(words),), face=layout.HEADING1, size=size, align="left", keep=True,
        pitch=_PITCH, before=before, outline=outline,
    )  # fmt: skip


def _text(document: Any, words: Cell, align: str = "left") -> None:
    paragraph(document, (words,), size=layout.SIZE_5, align=align, pitch=_PITCH)


def _table(document: Any, block: Block) -> None:
    assert block.grid is not None
    table(document, block.grid, _WIDTH_MM)
    paragraph(document, (), size=layout.SIZE_5, pitch=120)  # or two tables would be one
