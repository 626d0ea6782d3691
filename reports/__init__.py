"""Everything a person reads, made from plain values (floor 3).

`model` says what a report is made of; `write_reports` makes the files of a run, `feed` the
score feed, `mail` the letters, `terminal` the closing words.
"""

from reports.model import ReportFiles, RunReport
from reports.publish import write_reports

__all__ = ["ReportFiles", "RunReport", "write_reports"]
