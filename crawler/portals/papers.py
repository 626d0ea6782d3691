"""The [papers] table: who issues the papers (周总结, 季通报, 通知 and so on), and to whom."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.portals.table import Table


@dataclass(frozen=True)
class Papers:
    """What the papers say of their office.

    `city` is the place's name and `office` the body that issues (发文机关); names that nobody has
    set are shown as ×× for the office to fill in. `addressee` is the line a circular opens with
    (主送机关), `contact` a line with person and phone, `copy_to` the bodies that get a copy (抄送).
    """

    city: str = "××市"
    office: str = ""
    addressee: str = "各有关单位"
    contact: str = ""
    copy_to: tuple[str, ...] = ()

    @property
    def issuer(self) -> str:
        """The issuing body; the city's openness office where none is named."""
        return self.office or f"{self.city}政务公开办公室"


def read_papers(table: Table) -> Papers:
    """The settings of a [papers] table; every key is optional."""
    standard = Papers()
    papers = Papers(
        city=table.text("city") or standard.city,
        office=table.text("office") or standard.office,
        addressee=(table.text("addressee") or standard.addressee).rstrip("：:"),
        contact=table.text("contact") or standard.contact,
        copy_to=table.each("copy_to", str) or (),
    )
    table.close()
    return papers
