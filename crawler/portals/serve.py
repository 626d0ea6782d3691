"""The [serve] table of a watchlist: who may read the feed over HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.portals.table import Table


@dataclass(frozen=True)
class Serve:
    """`public`: released scores are open to readers without a token. `name` heads the Atom feed."""

    public: bool = False
    name: str = "政务公开监测"


def read_serve(table: Table) -> Serve:
    """The settings of a [serve] table."""
    standard = Serve()
    public = table.take("public", bool, "true or false")
    name = table.text("name")
    table.close()
    return Serve(public=bool(public), name=name or standard.name)
