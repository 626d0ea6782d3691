"""Datasette opens the books with the metadata that come with them; every query answers."""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.desk import Made

METADATA = Path(__file__).parents[2] / "deploy" / "datasette.yaml"
DOCS = Path(__file__).parents[2] / "docs" / "datasette.md"
GIVEN = {"run": "", "portal": "p1", "days": "10", "case_id": "x"}


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    loaded = yaml.safe_load(METADATA.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_every_table_column_and_query_is_there(kept_books: Made, metadata: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from datasette.app import Datasette
    told = metadata["databases"]["gongkai"]

    async def asked() -> dict[str, Any]:
        books = Datasette([str(kept_books.workplace.places.database)], metadata=metadata)
        found = {}
        for name in told["tables"]:
            answer = await books.client.get(f"/gongkai/{name}.json?_shape=array&_size=1")
            found[name] = (answer.status_code, answer.json())
        for name in told["queries"]:
            answer = await books.client.get(f"/gongkai/{name}.json", params=GIVEN)
            found[name] = (answer.status_code, answer.json())
        return found

    found = asyncio.run(asked())
    assert {name for name, (status, _) in found.items() if status != 200} == set()
    for name, table in told["tables"].items():
        rows = found[name][1]
        if rows:
            named = {*table.get("columns", {}), *table.get("facets", [])}
            assert named <= set(rows[0]), name
    for name in ("scores_of_a_night", "failures_of_a_unit", "outcomes_by_check"):
        assert found[name][1]["rows"], name


def test_the_page_names_every_query(metadata: dict[str, Any]) -> None:
    page = DOCS.read_text("utf-8")
    for name in metadata["databases"]["gongkai"]["queries"]:
        assert f"`{name}`" in page
