"""The [engine] table."""

from __future__ import annotations

import pytest

from crawler.portals.engine import Engine, read_engine
from crawler.portals.table import Table


def read(**given: object) -> tuple[Engine, list[str]]:
    problems: list[str] = []
    return read_engine(Table("w.toml", given, problems)), problems


def test_all_of_it() -> None:
    engine, problems = read(
        url="dask://10.0.0.5:8786", storage="s3://zwgk/engine", endpoint="https://s3.example:9000",
        keeper="10.0.0.1:7400", patience_seconds=30, night_seconds=21600,
        at_once=12,
    )  # fmt: skip
    assert not problems
    assert engine == Engine(
        "dask://10.0.0.5:8786", "s3://zwgk/engine", "https://s3.example:9000", "10.0.0.1:7400",
        30.0, 21600.0, 12,
    )  # fmt: skip


def test_none_of_it() -> None:
    assert read() == (Engine(), [])


@pytest.mark.parametrize(
    "key, value, says",
    [
        ("url", "dask://host", "HOST:PORT"),
        ("url", "dask://host:70000", "HOST:PORT"),
        ("url", "ray://host:1", "HOST:PORT"),
        ("storage", "s3://key:secret@bucket/x", "environment"),
        ("storage", "S3 ://x", "neither"),
        ("endpoint", "ftp://x", "no address"),
        ("endpoint", "https://me:word@x", "no address"),
        ("keeper", "a b", "HOST"),
        ("night_seconds", 0, "more than 0"),
        ("patience_seconds", -1, "more than 0"),
        ("at_once", 0, "from 1 to 1000"),
        ("at_once", 1_001, "from 1 to 1000"),
        ("at_once", 2.5, "whole number"),
        ("at_once", True, "whole number"),
        ("nights", 1, "unknown key"),
    ],
)
def test_faults_name_the_key(key: str, value: object, says: str) -> None:
    engine, problems = read(**{key: value})
    assert engine == Engine()
    assert len(problems) == 1
    assert key in problems[0]
    assert says in problems[0]
