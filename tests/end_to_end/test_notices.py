"""A night over the sample county under three notices beside the standing rulebook."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest

from demo import build, serve
from demo.accuracy import as_table, compare, disagreements
from demo.media import media_truth
from demo.notice import notice_truth
from demo.services import service_truth
from tests.end_to_end.conftest import AS_OF, findings_of, gongkai, write_watchlist

pytestmark = pytest.mark.xdist_group("yearly")
RULEBOOKS = Path(__file__).parents[1] / "rulebooks"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    """The folder of the night, and the truth of the four rulebooks."""
    folder = tmp_path_factory.mktemp("yearly")
    copytree(RULEBOOKS, folder / "rulebooks")
    with serve(build(date.fromisoformat(AS_OF))) as serving:
        path = write_watchlist(folder, serving)
        text = path.read_text("utf-8")
        books = ("standing", "yunzhou-2026", "yunzhou-services-2026", "yunzhou-media-2026")
        named = "rulebooks = [" + ", ".join(f'"{book}"' for book in books) + "]"
        path.write_text(text.replace('rulebooks = ["standing"]', named), encoding="utf-8")
        of = serving.county
        said = (*of.truth, *notice_truth(of), *service_truth(of), *media_truth(of))
        truth = [asdict(one) for one in said]
        done = gongkai("run", "--as-of", f"{AS_OF}T02:00", folder=folder)
        assert done.returncode == 0, done.stderr
    return folder, truth


def test_precision_and_recall_are_whole_under_all(
    night: tuple[Path, list[dict[str, object]]],
) -> None:
    folder, truth = night
    findings = findings_of(folder)
    rows = compare(truth, findings)
    table = as_table(rows) + "\n".join(disagreements(truth, findings))
    for row in rows:
        assert (row.recall, row.precision, row.pass_rate, row.unseen_failed) == (1, 1, 1, 0), table
        assert row.aspects == row.aspects_right, table


def test_findings_of_partial_rows_say_what_is_not_seen(
    night: tuple[Path, list[dict[str, object]]],
) -> None:
    rows = [r for r in findings_of(night[0]) if r["rulebook"] == "yunzhou-2026"]
    partial = [str(r["statement"]) for r in rows if r["requirement"] == "theme-1"]
    assert len(partial) == 6
    assert all("公开内容是否完整，需人工评判）。" in statement for statement in partial)
    whole = [str(r["statement"]) for r in rows if r["requirement"] == "plan-1"]
    assert not any("公开可见部分" in statement for statement in whole)


def test_report_workbook_and_feed_say_it_too(
    night: tuple[Path, list[dict[str, object]]],
) -> None:
    data = night[0] / "data"
    said = "仅就公开可见部分判断"
    assert said in (data / f"reports/{AS_OF}/report.html").read_text("utf-8")
    assert said in (data / "feed/v1/latest.json").read_text("utf-8")
    book = openpyxl.load_workbook(data / f"reports/{AS_OF}/ledger.xlsx")
    cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert any(said in cell for cell in cells)


def test_the_archive_reproduces_every_finding(
    night: tuple[Path, list[dict[str, object]]],
) -> None:
    done = gongkai("evidence", "verify", folder=night[0])
    assert done.returncode == 0, done.stdout
