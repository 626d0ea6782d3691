"""The commands, gathered."""

from __future__ import annotations

import typer

from scheduler.cli import (
    alert,
    backup,
    case_acts,
    cases,
    checks,
    doctor,
    evidence,
    exports,
    keep,
    outbox,
    paper,
    read,
    rectify,
    release,
    rounds,
    rulebook,
    schedule,
    serve,
    steps,
    token,
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
app.command("alert")(alert.alert)
app.command("findings")(exports.findings)
app.command("scores")(exports.scores)
app.command("read")(read.read)
app.command("serve")(serve.serve)
app.command("release")(release.release)
app.command("doctor")(doctor.doctor)
app.command("cases")(cases.cases)
app.add_typer(case_acts.app, name="case")
app.add_typer(rounds.app, name="round")
app.add_typer(rectify.app, name="rectify")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(keep.app, name="keep")
app.command("schedule")(schedule.schedule)
app.command("special")(schedule.special)
app.add_typer(rulebook.app, name="rulebook")
app.add_typer(checks.app, name="checks")
app.add_typer(outbox.app, name="outbox")
app.add_typer(evidence.app, name="evidence")
app.add_typer(token.app, name="token")
app.add_typer(paper.app, name="paper")
