"""The closing words of a run: the day's scores, the count per outcome, where the reports lie."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from rich.console import Console
from rich.text import Text

from checks.engine.outcome import Outcome
from reports.banner import banner
from reports.footing import WARNING
from reports.model import ReportFiles, RunReport, Standing
from reports.safety import shown
from reports.scores import score_feed, to_score_table
from reports.wording import OUTCOMES


def print_summary(report: RunReport, files: ReportFiles, stream: TextIO) -> None:
    """Print the summary: a table and colours on a terminal, plain lines elsewhere."""
    if not stream.isatty():
        stream.write("".join(line + "\n" for line in summary_lines(report, files)))
        return
    console = Console(file=stream, highlight=False)
    console.print(to_score_table(score_feed(report)))
    for line in summary_lines(report, files):
        if not line.startswith("得分 "):
            console.print(Text(line))


def summary_lines(report: RunReport, files: ReportFiles) -> list[str]:
    """The summary as plain lines, without anything that a terminal would obey."""
    lines = [text] if (text := banner(report)) else []
    if report.trial:
        lines.append("试运行：只监测，不下发、不计分。")
    lines.append(f"测评批次 {report.run}")
    for score in score_feed(report)["scores"]:
        value = "—" if score["score"] is None else f"{score['score']:.2f}"
        span = "" if score["low"] is None else f"，区间 {score['low']:.2f}–{score['high']:.2f}"
        veto = "，单项否决：不合格" if score["veto"] else ""
        coverage = f"，覆盖率 {score['coverage'] * 100:.1f}%"
        basis = f"，{score['footing']['text']}"
        little = f"，{WARNING}" if score["footing"]["little"] else ""
        lines.append(
            f"得分 {shown(score['unit'])}（{score['rulebook']}）：{value}{span}{coverage}{veto}"
            f"{basis}{little}"
        )
    outcomes = Counter(judged.finding.outcome for judged in report.judged)
    standings = Counter(judged.standing for judged in report.judged)
    lines.append("结果 " + "，".join(f"{OUTCOMES[o]} {outcomes[o]}" for o in Outcome))
    lines.append(
        f"问题 已确认 {standings[Standing.PROBLEM]}，疑似 {standings[Standing.SUSPECTED]}，"
        f"存量 {standings[Standing.OLD_STOCK]}，免予扣分 {standings[Standing.WAIVED]}"
    )
    lines += [f"监测端提示 {shown(line)}" for line in report.preflight]
    if report.check_errors:
        lines.append(f"测评程序故障 {len(report.check_errors)} 处，不作判定")
    lines += [
        f"报告 {files.html}",
        f"台账 {files.workbook}",
        f"记录 {files.findings_jsonl}",
        f"得分文件 {files.scores_json}",
    ]
    return lines
