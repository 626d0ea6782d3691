"""Proof packs from the console: for whom, of what, and without a browser."""

from __future__ import annotations

import asyncio
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from urllib.parse import quote

import pytest
from docx import Document

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from scheduler.desk.books import StoredBooks, StoredDesk
from tests.console.folk import Console, issue
from tests.scheduler.papers.papertown import Town, finding

RUN = "2026-11-20"
TOLD = replace(finding(1), due_on=date(2026, 11, 6))
QUIET, OTHER = finding(2), finding(5, portal="jiaoyu")
SUSPECTED = finding(4, basis=Basis.ABSENCE)


class Paperless(StoredDesk):
    """A desk whose browser gives `pdf`."""

    pdf: bytes | None = None
    page = ""
    opened = 0
    going: threading.Event | None = None

    @contextmanager
    def books(self) -> Iterator[StoredBooks]:
        with super().books() as books:
            self.opened += 1
            try:
                yield books
            finally:
                self.opened -= 1

    def printed(self, html: str) -> bytes | None:
        self.page = html
        if self.going is not None:
            assert self.opened == 0
            self.going.wait(5)
        return self.pdf


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    made = Town(tmp_path_factory.mktemp("town"))
    made.night(RUN, TOLD, QUIET, SUSPECTED, finding(3, Outcome.PASSED), OTHER)
    issue(made, TOLD, RUN)
    row = {"run": RUN, "file": "runs/000001.json", "sha256": "c" * 64, "previous": "", "seq": 1}
    made.db.table("manifests").insert({**row, "made_at": "2026-11-20T03:00:00+08:00"})
    (made.place.places.archive / "runs").mkdir(parents=True)
    (made.place.places.archive / "runs" / "000001.json").write_text(
        '{"groups": [{"name": "g", "portals": ["yunxi"], "warc": "g/a.warc.gz"},'
        ' {"name": "h", "portals": ["jiaoyu"], "warc": "h/b.warc.gz"}], "files":'
        f' [{{"path": "g/a.warc.gz", "sha256": "{"d" * 64}"}},'
        f' {{"path": "h/b.warc.gz", "sha256": "{"e" * 64}"}}]}}',
        "utf-8",
    )
    return made


@pytest.fixture(scope="module")
def desk(town: Town) -> Paperless:
    return Paperless(town.place)


@pytest.fixture(scope="module")
def console(town: Town, desk: Paperless) -> Console:
    return Console(town, desk)


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = (cell.text for one in document.tables for row in one.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def of(found: Finding, ending: str) -> str:
    return f"/findings/{found.case_id}/pack.{ending}"


def test_a_finding_is_packed_in_one_click(console: Console) -> None:
    page = console.get(f"/findings/{TOLD.case_id}").text
    for ending in ("docx", "pdf", "zip"):
        assert f'href="/findings/{TOLD.case_id}/pack.{ending}?run={RUN}"' in page
    answer = console.get(of(TOLD, "docx"))
    assert answer.status_code == 200
    named = quote(f"证据包_{RUN}_云溪县人民政府_{TOLD.case_id}.docx")
    assert answer.headers["content-disposition"].endswith(named)
    text = words(answer.content)
    for told in ("关于第1件事的通知", "ab" * 32, "2026年11月6日", "c" * 64, "d" * 64):
        assert told in text
    assert "e" * 64 not in text
    assert console.folk.log[-1][:2] == ("assessor", "exported")
    with zipfile.ZipFile(io.BytesIO(console.get(of(TOLD, "zip")).content)) as archive:
        assert {"证据包.docx", "摘要清单.csv", "SHA256SUMS"} <= set(archive.namelist())


def test_a_units_pack_has_its_confirmed_problems(console: Console) -> None:
    text = words(console.get("/portals/yunxi/pack.docx").content)
    assert TOLD.case_id in text
    assert QUIET.case_id in text
    for left_out in (SUSPECTED, OTHER):
        assert left_out.case_id not in text
    assert f"/portals/yunxi/pack.pdf?run={RUN}" in console.get("/portals/yunxi").text
    assert console.get("/portals/yunzhou/pack.docx").status_code == 404


def test_a_unit_gets_what_is_confirmed_and_nothing_of_another(console: Console) -> None:
    text = words(console.get("/portals/yunxi/pack.docx", who="unit").content)
    assert TOLD.case_id in text
    assert SUSPECTED.case_id not in text
    assert console.get(of(TOLD, "docx"), who="unit").status_code == 200
    for ending in ("docx", "pdf", "zip"):
        assert console.get(of(SUSPECTED, ending), who="unit").status_code == 404
        assert console.get(of(OTHER, ending), who="unit").status_code == 404
        assert console.get(f"/portals/jiaoyu/pack.{ending}", who="unit").status_code == 404
    assert console.folk.log[-1][1] == "refused"
    assert console.get(of(TOLD, "docx"), who="nobody").status_code == 303


def test_the_page_is_printed_by_the_browser_of_the_machine(
    console: Console, desk: Paperless
) -> None:
    desk.pdf = b"%PDF-1.7"
    answer = console.get(of(TOLD, "pdf"))
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF-1.7", "application/pdf")
    assert "关于第1件事的通知" in desk.page


def test_without_a_browser_the_document_is_offered_instead(
    console: Console, desk: Paperless
) -> None:
    desk.pdf = None
    answer = console.get(of(TOLD, "pdf"))
    assert answer.status_code == 503
    assert "没有可用的浏览器" in answer.text
    assert f'href="/findings/{TOLD.case_id}/pack.docx?run={RUN}"' in answer.text


def test_who_asks_for_many_packs_at_once_stops_nobody(town: Town, desk: Paperless) -> None:
    """More than the pool of threads that answers pages has, of one account."""
    console, address = Console(town, desk), of(TOLD, "pdf")
    going = threading.Event()
    desk.pdf, desk.going = b"%PDF-1.7", going

    async def all_of_them() -> list[int]:
        async with console.browser() as asks:
            packs = [asyncio.create_task(asks.get(address)) for _ in range(45)]
            told = [await one for one in islice(asyncio.as_completed(packs), 44)]
            assert {one.headers["retry-after"] for one in told} == {"20"}
            assert (await asks.get("/login")).status_code == 200
            going.set()
            await asyncio.gather(*packs)
            again = await asks.get(address)
        return [*(one.status_code for one in told), again.status_code]

    codes = asyncio.run(all_of_them())
    desk.going = None
    assert codes == [503] * 44 + [200]
