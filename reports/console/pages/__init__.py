"""The pages of the console, one module each; every module has `router(desk, gate)`."""

from reports.console.pages import (
    attest,
    entering,
    finding,
    findings,
    marks,
    people,
    portal,
    release,
    sample,
    today,
)

ROUTERS = (
    entering.router,
    today.router,
    portal.router,
    findings.router,
    finding.router,
    attest.router,
    marks.router,
    release.router,
    people.router,
    sample.router,
)
"""Makers of the routes, in the order in which addresses are matched."""
