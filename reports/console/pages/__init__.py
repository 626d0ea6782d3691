"""The pages of the console, one module each; every module has `router(desk, gate)`."""

from reports.console.pages import clues, entering, finding, findings, portal, selfcheck, today

ROUTERS = (
    entering.router,
    today.router,
    portal.router,
    findings.router,
    finding.router,
    selfcheck.router,
    clues.router,
)
"""Makers of the routes, in the order in which addresses are matched."""
