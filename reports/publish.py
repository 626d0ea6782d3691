"""The one entry: every file of a run's report."""

from __future__ import annotations

from pathlib import Path

from reports.copies import archive_copies
from reports.feed import score_csv, to_json
from reports.findings import finding_rows, to_csv, to_jsonl
from reports.model import ReportFiles, RunReport
from reports.page.render import render
from reports.pictures import pictures_of
from reports.scores import score_feed
from reports.workbook import write_workbook
from reports.writing import make_folder, write_text


def write_reports(report: RunReport, folder: Path) -> ReportFiles:
    """Write HTML report, workbook, findings, scores and archived copies below `folder`.

    Each file is replaced whole, files are 0600 and folders 0700; writing the same run twice
    gives the same text. The feed and the mails are made by `reports.feed` and `reports.mail`.
    """
    make_folder(folder)
    copies = archive_copies(report, folder, pictures_of(report))
    rows = list(finding_rows(report))
    feed = score_feed(report)
    return ReportFiles(
        html=write_text(folder / "report.html", render(report, copies)),
        workbook=write_workbook(report, folder / "ledger.xlsx", copies),
        findings_jsonl=write_text(folder / "findings.jsonl", to_jsonl(rows)),
        findings_csv=write_text(folder / "findings.csv", to_csv(rows), bom=True),
        scores_json=write_text(folder / "scores.json", to_json(feed)),
        scores_csv=write_text(folder / "scores.csv", score_csv(feed), bom=True),
        copies=len(copies),
    )
