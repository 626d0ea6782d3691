"""The column tree of a dossier as one JSON value: each page that shows columns is kept once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypedDict

from crawler.records import Cause, Column, Dossier, NamedColumn, Place, Snapshot, encode
from crawler.records.codec import revive


class TreeFields(TypedDict):
    """The fields of a dossier that say what its column tree is."""

    columns: tuple[Column, ...]
    named: Mapping[str, NamedColumn]
    column_tree_complete: bool
    column_tree_cause: Cause | None


def pack(dossier: Dossier) -> dict[str, Any]:
    """The column tree of a dossier as a JSON value; empty where no column was asked for."""
    if not dossier.named:
        return {}
    pages: dict[Snapshot | None, int] = {}
    columns = [_packed(pages, one) for one in dossier.columns]
    named = {
        name: encode(one)
        | {
            "column": _packed(pages, one.column),
            "others": [_packed(pages, other) for other in one.others],
        }
        for name, one in dossier.named.items()
    }
    return {
        "pages": [encode(page) for page in pages],
        "columns": columns,
        "named": named,
        "complete": dossier.column_tree_complete,
        "cause": dossier.column_tree_cause.value if dossier.column_tree_cause else None,
    }


def unpack(data: Mapping[str, Any]) -> TreeFields:
    """The fields of a dossier from a value written by `pack`."""
    pages = [revive(Snapshot, one) if one is not None else None for one in data.get("pages", ())]
    cause = data.get("cause")
    return {
        "columns": tuple(_unpacked(pages, row) for row in data.get("columns", ())),
        "named": {name: _named(pages, row) for name, row in data.get("named", {}).items()},
        "column_tree_complete": bool(data.get("complete", False)),
        "column_tree_cause": Cause(cause) if cause else None,
    }


def _packed(pages: dict[Snapshot | None, int], column: Column | None) -> list[Any] | None:
    if column is None:
        return None
    page = pages.setdefault(column.snapshot, len(pages))
    return [column.title, column.url, list(column.path), column.place.value, page]


def _unpacked(pages: list[Snapshot | None], row: list[Any]) -> Column:
    title, url, path, place, page = row
    return Column(title, url, tuple(path), Place(place), pages[page])


def _named(pages: list[Snapshot | None], row: Mapping[str, Any]) -> NamedColumn:
    plain = {name: value for name, value in row.items() if name not in ("column", "others")}
    found: NamedColumn = revive(NamedColumn, plain)
    column = row.get("column")
    return replace(
        found,
        column=_unpacked(pages, column) if column is not None else None,
        others=tuple(_unpacked(pages, other) for other in row.get("others", ())),
    )
