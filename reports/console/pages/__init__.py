"""The pages of the console, one module each; every module has `router(desk, gate)`."""

from reports.console.pages import entering, exporting, finding, findings, portal, today

ROUTERS = (
    entering.router, today.router, portal.router, findings.router,
    exporting.router, finding.router,
)  # fmt: skip
"""Makers of the routes, in the order in which addresses are matched."""
