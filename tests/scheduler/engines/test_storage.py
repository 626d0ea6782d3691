"""The shared storage as a bucket: what a folder does, an S3-compatible server does too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer

from crawler.errors import GongkaiError
from scheduler.engines.storage import Storage, StorageError


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    import boto3

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test-secret")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client: Any = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket="zwgk")
    yield Storage("s3://zwgk/engine", endpoint)
    server.stop()


def check(storage: Storage, folder: Path) -> None:
    assert storage.owner() is None
    storage.claim("us")
    storage.claim("us")
    with pytest.raises(StorageError, match="another data folder"):
        storage.claim("them")
    (folder / "a").write_bytes(b"state" * 1_000)
    stored = storage.put(folder / "a", "runs/t/g/1/records.db")
    kept = storage.put(folder / "a", "states/g/t.db")
    assert stored.bytes == 5_000
    assert storage.holds(stored)
    storage.get(stored, folder / "into" / "b")
    assert (folder / "into" / "b").read_bytes() == b"state" * 1_000
    assert (folder / "into" / "b").stat().st_mode & 0o777 == 0o600
    assert storage.sweep([kept.name]) == 1
    assert storage.holds(kept)
    assert not storage.holds(stored)
    with pytest.raises(StorageError, match="records"):
        storage.get(stored, folder / "c")
    assert [one.name for one in folder.iterdir()] == ["a", "into"] or not (folder / "c").exists()
    assert storage.owner() == "us"


def test_a_bucket(bucket: Storage, tmp_path: Path) -> None:
    check(bucket, tmp_path)


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    check(Storage(str(tmp_path / "shared")), tmp_path / "work")
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o700


def test_a_storage_that_cannot_be_used_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(GongkaiError, match="nosuch"):
        Storage("nosuch://bucket/x").owner()
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="cannot"):
        Storage(str(tmp_path / "file" / "below")).claim("us")
