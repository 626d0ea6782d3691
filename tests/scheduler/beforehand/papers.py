"""Papers that a unit may hand in, and a workplace of one county to check them at."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path

from docx import Document

from crawler.portals import Monitor, Watchlist
from reports.console.selfcheck import Draft, Foreseen, Material, SelfChecked, Shown, Sort
from scheduler.places import Places
from scheduler.workplace import Workplace
from tests.builders import calendar, portal, standing

TITLE = "云溪县人民政府办公室关于印发《云溪县城镇燃气安全管理办法》的通知"
DOCUMENT = f"""云溪县人民政府办公室文件
云政办发〔2026〕31号
{TITLE}
各乡镇人民政府，县政府各部门：
现将《云溪县城镇燃气安全管理办法》印发给你们，请认真贯彻执行。
本办法自2026年12月1日起施行，有效期5年。
云溪县人民政府办公室
2026年11月20日
"""
INTERPRETATION = """《云溪县城镇燃气安全管理办法》政策解读
一、背景依据
为加强城镇燃气安全管理，保障人民群众生命财产安全，制定本办法。
二、目标任务
到2027年，全县燃气用户安全检查实现全覆盖。
"""
SHOWN = Shown("云政办发〔2026〕31号", "2026-11-20", "有效", "云溪县人民政府办公室")
ON = date(2026, 11, 23)
MONDAY = ON


@cache
def workplace() -> Workplace:
    """The county under the standing rulebook, with a data folder that is not there."""
    book = standing()
    watchlist = Watchlist(Path("gongkai.toml"), Monitor(contact="zwgk@yunxi.example"), (portal(),))
    places = Places(Path("/nonexistent/gongkai"))
    return Workplace(watchlist, "", places, calendar(), {}, {"standing": book}, {})


def draft(
    document: str | bytes = DOCUMENT,
    interpretation: str | None = None,
    *,
    on: date = ON,
    interpreted_on: date | None = None,
    shown: Shown = SHOWN,
    sort: Sort = Sort.NORMATIVE,
) -> Draft:
    body = document.encode() if isinstance(document, str) else document
    piece = Material(interpretation.encode()) if interpretation is not None else None
    return Draft("yunxi", sort, on, Material(body), piece, interpreted_on, shown)


def duty(checked: SelfChecked, check: str) -> Foreseen:
    """The one duty of a check."""
    (found,) = [one for one in checked.duties if one.check == check]
    return found


def page(title: str, text: str, *, fields: str = "", links: str = "") -> str:
    """A whole page as a portal shows it."""
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="nav"><a href="/jd/">政策解读</a><a href="/wj/">政府文件</a></div>'
        f'<table class="info">{fields}</table><div class="article"><h1>{title}</h1>'
        f'<div class="content">{lines}{links}</div></div></body></html>'
    )


def field(label: str, value: str) -> str:
    return f"<tr><td>{label}</td><td>{value}</td></tr>"


def word_file(text: str) -> bytes:
    made = Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def id_number() -> str:
    """A number with the form and the check digit of an identity number, of nobody."""
    digits = "11010519850307123"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(one) * weight for one, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]
