"""The pages of the console, one module each; every module has `router(desk, gate)`."""

from reports.console.pages import (
    comparing,
    entering,
    finding,
    findings,
    portal,
    rulebooks,
    runs,
    today,
    vouched,
)

ROUTERS = (
    entering.router,
    vouched.router,
    today.router,
    portal.router,
    findings.router,
    finding.router,
    comparing.router,
    rulebooks.router,
    runs.router,
)
"""Makers of the routes, in the order in which addresses are matched."""
