"""Reports whose pages leave them to files of old formats: with the programs that read them, and
without; judged again from the archive on a machine that has none."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.fetching.archive import ArchiveReader, index_path
from crawler.pages.files.transcript import Why, from_bytes
from demo.content.filed import ending_of, filed
from demo.content.model import Block
from tests.checks.yearly.texts import BODY, HEADINGS
from tests.crawler.fetching.readers import SAYS, only_programs, saying
from tests.end_to_end.bad_server import reply
from tests.end_to_end.conftest import gongkai
from tests.end_to_end.hostile_run import HostileRun, homes_of, hostile_net, run_over, watchlist
from tests.end_to_end.small_portal import small_portal

pytestmark = pytest.mark.xdist_group("filed")

SORTS = ("docx", "doc", "pdf", "scan")
CHECK = "annual_report_well_formed"
PAGE = "/zwgk/nianbao/1.html"
TITLE = "云溪县人民政府2025年政府信息公开工作年度报告"
TABLE = """申请人情况|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计
一、本年新收政府信息公开申请数量|5|1|0|0|0|0|6
二、上年结转政府信息公开申请数量|1|0|0|0|0|0|1
（七）总计|4|1|0|0|0|0|5
四、结转下年度继续办理|2|0|0|0|0|0|2"""
WHOLE = tuple(
    block
    for heading in HEADINGS
    for block in (
        Block("h", heading), Block("p", BODY),
        *([Block("table", TABLE)] if heading.startswith("三") else []),
    )
)  # fmt: skip
CUT = "\n".join(line for heading in HEADINGS[:5] for line in (heading, BODY * 3))
"""What the programs say of a report: it lacks its last section."""
PDFTOTEXT = SAYS.replace(
    "import sys\n",
    "import sys\nif b'/Subtype/Image' in open(sys.argv[-2], 'rb').read():\n"
    "    print('\\f\\f', end=''); sys.exit()\n",
)


def file_of(sort: str) -> str:
    return f"/zwgk/nianbao/1.{ending_of(sort)}"


def site(sort: str) -> Any:
    """The small portal, its report in a file of that sort."""
    pages = dict(small_portal())
    head, _, foot = pages[PAGE].partition(f"<h1>{TITLE}</h1>")
    assert foot
    said = (
        f'<p>发布日期：2026-01-20</p><p>现予公布。</p><p><a href="{file_of(sort)}">{TITLE}</a></p>'
    )
    pages[PAGE] = f"{head}<h1>{TITLE}</h1>{said}</div></body></html>"

    def say(path: str) -> Iterator[bytes]:
        if path == file_of(sort):
            yield reply(filed(sort, TITLE, WHOLE), kind="application/octet-stream")
        elif path in pages:
            yield reply(pages[path].encode(), kind="text/html; charset=utf-8")
        else:
            yield reply(b"<p>404</p>", "404 Not Found")

    return say


def night(folder: Path, programs: Mapping[str, str]) -> HostileRun:
    with pytest.MonkeyPatch.context() as patch:
        only_programs(patch, folder, **programs)
        with hostile_net({sort: site(sort) for sort in SORTS}) as net:
            return run_over(folder, watchlist(net, homes_of(net, SORTS)))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> HostileRun:
    pdftotext = PDFTOTEXT.format(python=sys.executable, text=CUT + "\f")
    programs = {"antiword": saying(CUT), "pdftotext": pdftotext}
    return night(tmp_path_factory.mktemp("read"), programs)


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> HostileRun:
    return night(tmp_path_factory.mktemp("unread"), {})


def judged(run: HostileRun, sort: str) -> dict[str, Any]:
    (found,) = [row for row in run.of(sort) if row["check"] == CHECK]
    assert str(found["subject"]).endswith(PAGE)
    return found


@pytest.mark.parametrize(
    ("sort", "outcome", "cause", "words"),
    [
        ("docx", "passed", None, "附件"),
        ("doc", "failed", None, "附件"),
        ("pdf", "failed", None, "附件"),
        ("scan", "cant_tell", "unreadable", "扫描件"),
    ],
)
def test_what_a_program_reads_is_judged(
    read: HostileRun, sort: str, outcome: str, cause: str | None, words: str
) -> None:
    found = judged(read, sort)
    assert (found["outcome"], found["cause"]) == (outcome, cause), found["statement"]
    assert ("章节" in str(found["aspect"])) is (outcome == "failed")
    named = [one for one in found["evidence"] if one["url"].endswith(file_of(sort))]
    assert [words in one["quote"] for one in named] == [True]


@pytest.mark.parametrize("sort", ["doc", "pdf", "scan"])
def test_without_a_program_nothing_is_told_and_nothing_fails(unread: HostileRun, sort: str) -> None:
    found = judged(unread, sort)
    assert (found["outcome"], found["cause"]) == ("cant_tell", "scanner")
    assert any("没有安装" in one["quote"] for one in found["evidence"])
    assert judged(unread, "docx")["outcome"] == "passed"


def test_a_night_is_judged_again_without_the_programs(
    read: HostileRun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_programs(monkeypatch, tmp_path)
    done = gongkai("evidence", "verify", folder=read.folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_transcript_that_was_changed_is_found(read: HostileRun, tmp_path: Path) -> None:
    folder = tmp_path / "spoiled"
    shutil.copytree(read.folder, folder)
    line, warc = next(
        (json.loads(text), path)
        for path in sorted((folder / "data").rglob("*.warc.gz"))
        for text in index_path(path).read_text("utf-8").splitlines()
        if "urn:gongkai:transcript:" in text
    )
    body = bytearray(warc.read_bytes())
    body[line["offset"] + line["length"] // 2] ^= 0xFF
    warc.chmod(0o600)
    warc.write_bytes(bytes(body))
    done = gongkai("evidence", "verify", folder=folder)
    assert done.returncode != 0
    assert warc.name in done.stdout + done.stderr


def test_every_file_has_one_transcript(read: HostileRun) -> None:
    found = [
        from_bytes(item.body)
        for path in sorted((read.folder / "data").rglob("*.warc.gz"))
        for item in ArchiveReader(path)
        if item.url.startswith("urn:gongkai:transcript:")
    ]
    assert sorted(one.by for one in found) == ["", "antiword", "pdftotext", "pdftotext"]
    assert [one.why for one in found if one.why is not None] == [Why.PICTURES]
