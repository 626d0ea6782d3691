"""Where things lie below the data folder (DESIGN 3.4). Files are 0600, folders 0700."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import GongkaiError

READINGS, PICTURES = "readings.cache", "pictures.cache"
CACHES = frozenset({READINGS, PICTURES})
"""Names of files and folders that are not worth keeping: what they hold can be made again."""


def safe_name(host: str) -> str:
    """A host as a file name: `www.yunxi.test:8801` becomes `www.yunxi.test_8801`."""
    return re.sub(r"[^0-9a-z.-]+", "_", host.lower()).strip("_.") or "host"


@dataclass(frozen=True)
class Places:
    """The folders and files of one data folder."""

    data: Path

    @property
    def database(self) -> Path:
        """Findings, cases, scores, outbox."""
        return self.data / "gongkai.db"

    @property
    def desk(self) -> Path:
        """Accounts, sessions and access log of the console."""
        return self.data / "desk.db"

    def group(self, name: str) -> Path:
        """Records and crawl state of one portal group."""
        return self.data / "groups" / name

    def group_database(self, name: str) -> Path:
        """The SQLite file of one portal group."""
        return self.group(name) / "records.db"

    def group_readings(self, name: str) -> Path:
        """What was read of the pages of one portal group; it may be lost at any time."""
        return self.group(name) / READINGS

    @property
    def pictures(self) -> Path:
        """The pictures of the last report; they may be lost at any time."""
        return self.data / PICTURES

    @property
    def archive(self) -> Path:
        """WARC files and manifests."""
        return self.data / "archive"

    def group_archive(self, name: str, run: str, edition: int = 1) -> Path:
        """The WARC file of one group and night; a rerun of a sealed night is a new edition."""
        suffix = "" if edition == 1 else f".r{edition}"
        return self.archive / name / f"{run}{suffix}.warc.gz"

    @property
    def manifests(self) -> Path:
        """The chain of manifests and the inputs they pin."""
        return self.archive / "runs"

    def report(self, run: str) -> Path:
        """HTML, workbook and letters of one run."""
        return self.data / "reports" / run

    def paper(self, kind: str, period: str) -> Path:
        """The papers of one kind and period."""
        return self.data / "papers" / kind / period

    def attested(self, sha256: str) -> Path:
        """A file that somebody handed in with an attestation, by its digest."""
        return self.data / "attested" / sha256[:2] / sha256

    @property
    def feed(self) -> Path:
        """The score feed."""
        return self.data / "feed" / "v1"

    @property
    def pieces(self) -> Path:
        """What the feed is put together from."""
        return self.data / "feed" / "pieces.db"


def make_folder(path: Path) -> Path:
    """Make a folder and its parents, private to the owner; GongkaiError where none can be."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    try:
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise GongkaiError(f"{path}: this folder cannot be made: {error.strerror}") from None
    return path


def ensure_writable(path: Path) -> None:
    """Raise GongkaiError, naming the file, where it could not be written; nothing is left behind.

    For what takes long before it is written.
    """
    folder = next(one for one in path.absolute().parents if one.exists())
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".part-"):
            pass
    except OSError as error:
        raise GongkaiError(f"{path}: cannot be written: {error.strerror}") from None


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, private to the owner.

    Raises OSError naming that file, not the one that is written first.
    """
    make_folder(path.parent)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
