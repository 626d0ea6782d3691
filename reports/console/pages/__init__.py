"""The pages of the console, one module each; every module has `router(desk, gate)`."""

from reports.console.pages import entering, finding, findings, portal, today, vouched

ROUTERS = (
    entering.router,
    vouched.router,
    today.router,
    portal.router,
    findings.router,
    finding.router,
)
"""Makers of the routes, in the order in which addresses are matched."""
