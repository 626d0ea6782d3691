"""The commands, gathered."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from crawler import __version__
from scheduler.cli import (
    alert,
    appraisal,
    attest,
    backup,
    case_acts,
    cases,
    changes,
    checks,
    doctor,
    evidence,
    exports,
    keep,
    lookback,
    outbox,
    paper,
    person,
    portal,
    read,
    rectify,
    release,
    rounds,
    rulebook,
    schedule,
    selfcheck,
    serve,
    steps,
    token,
)
from scheduler.evidence.manifest import code_version

NIGHT = "每晚监测 · The night and its steps"
UNATTENDED = "无人值守 · Unattended"
CASES = "问题与整改 · Problems and rounds"
OUT = "对外与公文 · Mail, feed, papers"
LOOK = "查看与存证 · Looking, proof"
KEEP = "保存 · Keeping"
SETTLE = "配置 · Setting up"


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"gongkai {__version__} (code {code_version()[:12]})\n")
        raise typer.Exit


app = typer.Typer(
    name="gongkai",
    help="政务公开监测 · A scheduled compliance monitor for Chinese government disclosure portals.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Version, and the digest of what reads and judges, as manifests name it.",
        ),
    ] = False,
) -> None:
    pass


_PANELS: dict[str, dict[str, typer.Typer | Callable[..., None]]] = {
    NIGHT: {
        "run": steps.run,
        "crawl": steps.crawl,
        "check": steps.check,
        "score": steps.score,
        "report": steps.report,
        "alert": alert.alert,
    },
    UNATTENDED: {"schedule": schedule.schedule, "special": schedule.special},
    CASES: {
        "cases": cases.cases,
        "case": case_acts.app,
        "rectify": rectify.app,
        "round": rounds.app,
        "attest": attest.app,
    },
    OUT: {
        "outbox": outbox.app,
        "serve": serve.serve,
        "token": token.app,
        "person": person.app,
        "release": release.release,
        "paper": paper.app,
        "appraisal": appraisal.app,
    },
    LOOK: {
        "findings": exports.findings,
        "lookback": lookback.lookback,
        "scores": exports.scores,
        "changes": changes.app,
        "evidence": evidence.app,
        "read": read.read,
        "selfcheck": selfcheck.selfcheck,
    },
    KEEP: {"keep": keep.app, "backup": backup.backup, "restore": backup.restore},
    SETTLE: {
        "portal": portal.app,
        "doctor": doctor.doctor,
        "rulebook": rulebook.app,
        "checks": checks.app,
    },
}
for _panel, _commands in _PANELS.items():
    for _name, _one in _commands.items():
        if isinstance(_one, typer.Typer):
            app.add_typer(_one, name=_name, rich_help_panel=_panel)
        else:
            app.command(_name, rich_help_panel=_panel)(_one)
