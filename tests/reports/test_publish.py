import io
import stat
from pathlib import Path

import pytest

from reports import write_reports
from reports.terminal import print_summary
from reports.writing import replacing, write_text
from tests.reports.builders import county_night


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_run_has_all_its_files_closed_to_others(tmp_path: Path) -> None:
    night = county_night()
    files = write_reports(night, tmp_path / "reports" / night.run)
    for path in (tmp_path / "reports").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert files.copies == 32
    names = {path.name for path in files.html.parent.iterdir()}
    assert names == {
        "report.html", "ledger.xlsx", "findings.jsonl", "findings.csv", "scores.json",
        "scores.csv", "copies",
    }  # fmt: skip
    first = files.html.read_bytes(), files.findings_jsonl.read_bytes()
    again = write_reports(night, tmp_path / "reports" / night.run)
    assert first == (again.html.read_bytes(), again.findings_jsonl.read_bytes())


def test_every_link_to_a_copy_leads_somewhere(tmp_path: Path) -> None:
    files = write_reports(county_night(), tmp_path)
    html = files.html.read_text("utf-8")
    targets = {part.split('"')[0] for part in html.split('href="copies/')[1:]}
    assert targets == {path.name for path in (tmp_path / "copies").iterdir()}


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["plain", "terminal"])
def test_the_closing_words(stream: io.StringIO, tmp_path: Path) -> None:
    night = county_night()
    print_summary(night, write_reports(night, tmp_path), stream)
    text = stream.getvalue()
    for words in ("示例数据", "云溪县", "符合 20，不符合 32，未到期 4", "ledger.xlsx"):
        assert words in text.replace("\n", "") or words in text
    assert ("\x1b" in text) <= stream.isatty()


def fail_half_way(path: Path) -> None:
    with replacing(path) as part:
        part.write_text("半", encoding="utf-8")
        raise RuntimeError


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.txt", "前")
    with pytest.raises(RuntimeError):
        fail_half_way(path)
    assert path.read_text("utf-8") == "前"
    assert list(tmp_path.iterdir()) == [path]
