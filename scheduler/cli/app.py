"""The commands, gathered."""

from __future__ import annotations

import typer

from scheduler.cli import (
    case_acts,
    cases,
    checks,
    doctor,
    evidence,
    exports,
    paper,
    read,
    rectify,
    rounds,
    rulebook,
    steps,
)

app = typer.Typer(
    name="gongkai",
    help="政务公开监测 · A scheduled compliance monitor for Chinese government disclosure portals.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(steps.run)
app.command("crawl")(steps.crawl)
app.command("check")(steps.check)
app.command("score")(steps.score)
app.command("report")(steps.report)
app.command("alert")(steps.alert)
app.command("findings")(exports.findings)
app.command("scores")(exports.scores)
app.command("read")(read.read)
app.command("doctor")(doctor.doctor)
app.command("cases")(cases.cases)
app.add_typer(case_acts.app, name="case")
app.add_typer(rounds.app, name="round")
app.add_typer(rectify.app, name="rectify")
app.add_typer(rulebook.app, name="rulebook")
app.add_typer(checks.app, name="checks")
app.add_typer(evidence.app, name="evidence")
app.add_typer(paper.app, name="paper")
