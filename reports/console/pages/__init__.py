"""The pages of the console, one module each; every module has `router(desk, gate)`."""

from reports.console.pages import (
    attest,
    clues,
    comparing,
    entering,
    exporting,
    finding,
    findings,
    marks,
    packs,
    papers,
    people,
    portal,
    release,
    rulebooks,
    runs,
    sample,
    selfcheck,
    today,
    vouched,
)

ROUTERS = (
    entering.router, vouched.router, today.router, portal.router, findings.router,
    exporting.router, finding.router, packs.router, papers.router, comparing.router,
    rulebooks.router, runs.router, selfcheck.router, clues.router, attest.router, marks.router,
    sample.router, release.router, people.router,
)  # fmt: skip
"""Makers of the routes, in the order in which addresses are matched."""
