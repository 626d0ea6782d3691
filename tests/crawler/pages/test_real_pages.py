"""Captured pages of real portals, where they are at hand (they are never part of the project)."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path

import pytest

from crawler.pages.disclosures.annual_report import read_annual_report
from crawler.pages.documents.document import read_document
from crawler.pages.leaders.leader import read_leaders
from crawler.portals.roles import Role
from crawler.records import Document, Source, Validity
from tests.crawler.pages.pages import SNAPSHOT, page, task

SHARED = Path(__file__).resolve().parents[4] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="captures are not at hand")


def as_page(name: str) -> bytes:
    """The capture as HTML: texts get one paragraph a line, without the capture's own head."""
    body = (SHARED / name).read_bytes()
    if name.endswith(".html"):
        return body
    lines = body.decode("utf-8", errors="replace").splitlines()
    kept = [ln for ln in lines if ln.strip() and not ln.startswith(("SOURCE", "NOTE", "----"))]
    return "".join(f"<p>{html.escape(line)}</p>" for line in kept).encode()


def read(name: str) -> Document:
    return read_document(page(as_page(name)), task(), SNAPSHOT)


def test_the_notice_of_2024_with_glosses_and_cut_labels() -> None:
    one = read("seeds/suzhou-2024.txt")
    assert one.title.startswith(
        "宿州市政务公开办公室关于印发2024年宿州市政务公开重点工作任务分工方案"
    )
    assert one.number is not None
    assert one.number.value == "宿政务办〔2024〕1号"
    assert one.signed_on is not None
    assert one.signed_on.value == date(2024, 5, 24)
    assert one.published_on is not None
    assert one.published_on.value == date(2024, 5, 24)
    assert one.validity is not None
    assert one.validity.value is Validity.VALID
    assert one.repealed_on is not None
    assert one.repealed_on.value is None


def test_the_notice_of_2020() -> None:
    one = read("seeds/wuhu-2020.txt")
    assert one.published_on is not None
    assert (one.published_on.value, one.published_on.source) == (date(2020, 10, 10), Source.LABEL)
    assert one.signed_on is None
    assert one.number is None


def test_empty_fields_are_there_without_a_value() -> None:
    one = read("captures/taihu-my71-openness_policy-detail.txt")
    assert one.number is not None
    assert one.number.value is None
    assert one.signed_on is not None
    assert one.signed_on.value == date(2019, 1, 23)
    assert one.signature is not None
    assert one.signature.on is not None
    assert one.signature.on.value == date(2019, 1, 17)
    shaanxi = read("captures/zhenba-shaanxi_policy-detail.txt")
    assert shaanxi.number is not None
    assert shaanxi.number.value == "镇政发〔2024〕7号"
    assert shaanxi.validity is not None
    assert shaanxi.validity.value is None


def test_a_page_without_metadata_table() -> None:
    one = read("captures/pingtan-trs_policy-detail-no-metadata-table_excerpt.html")
    assert one.published_on is not None
    assert one.published_on.value == date(2022, 12, 9)
    assert (one.number, one.validity, one.signed_on) == (None, None, None)
    assert [link.url.rsplit("/", 1)[1] for link in one.attachments] == ["20221214180055253.pdf"]
    assert not any("政策解读" in link.text for link in one.links)


def test_a_page_behind_a_challenge_script() -> None:
    one = read("captures/gansu-scjg_detail-behind-ruishu.html")
    assert one.title == "甘肃省市场监督管理局国产保健食品备案信息查询"
    assert one.published_on is not None
    assert one.published_on.value == date(2022, 5, 6)
    assert [(f.label, f.value) for f in one.other_dates] == [("pubdate", date(2023, 4, 18))]


def test_three_different_dates() -> None:
    one = read("captures/yanzhou-hanweb_old-notice.txt")
    assert one.published_on is not None
    assert one.published_on.value == date(2015, 11, 10)
    assert one.signature is not None
    assert one.signature.on is not None
    assert one.signature.on.value == date(2011, 5, 16)


def test_an_annual_report_and_a_leader() -> None:
    body = as_page("captures/ningguo-anhui-xxgk_annual-report.txt")
    report = read_annual_report(page(body), task(Role.ANNUAL_REPORTS), SNAPSHOT)
    assert (report.year, report.body) == (2023, "宁国市胡乐镇人民政府")
    assert report.published_on is not None
    assert report.published_on.value == date(2024, 1, 26)
    body = as_page("captures/liangyuan-empirecms_leader-duties.txt")
    (leader,) = read_leaders(page(body), task(Role.LEADERS), SNAPSHOT)
    assert leader.name == ""
    assert leader.division.startswith("分管") or "协助区长" in leader.division


def test_every_capture_is_read_without_harm() -> None:
    for path in sorted((SHARED / "captures").iterdir()):
        if path.suffix in (".html", ".txt", ".xml"):
            read(f"captures/{path.name}")
