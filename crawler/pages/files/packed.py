"""Zipped files (docx, xlsx, ofd, zip) opened within bounds; nothing is ever unpacked to a disk."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from xml.etree import ElementTree

from crawler.pages.files.transcript import Transcript, Why, nothing

MOST_BYTES = 60_000_000
"""Bytes of all members of one file that are read, unpacked."""
MOST_MEMBERS = 4_000
MOST_ROWS = 20_000
"""Rows of one table."""
_STEP = 1_000_000
_DECLARES = ("<!DOCTYPE", "<!ENTITY")
_NUMBER = re.compile(r"\d+")


class Refused(Exception):  # noqa: N818 - not an error of ours, what a file is
    """A file that is not read. `why` and `detail` as in a transcript."""

    def __init__(self, why: Why, detail: str) -> None:
        self.why = why
        self.detail = detail
        super().__init__(detail)

    def told(self) -> Transcript:
        """The transcript of such a file."""
        return nothing(self.why, self.detail)


class Packed:
    """A zipped file. `most` bounds what all its members together may unpack to."""

    def __init__(self, body: bytes, most: int = MOST_BYTES) -> None:
        """Raises Refused for one that is damaged, encrypted or out of all proportion."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(Why.DAMAGED, "文件已损坏，无法打开") from error
        members = self._archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused(Why.LIMIT, "压缩包内文件过多")
        if any(one.flag_bits & 1 for one in members):
            raise Refused(Why.ENCRYPTED, "文件已加密，需要密码")
        self._left = most
        self._members = {one.filename: one for one in members if one.filename and not one.is_dir()}

    @property
    def names(self) -> list[str]:
        """Names of the members as a person counts them: page 2 before page 10."""
        return sorted(self._members, key=_counted)

    def read(self, name: str) -> bytes:
        """One member, unpacked; what its header says of its size is not believed."""
        member = self._members.get(name)
        if member is None:
            raise Refused(Why.DAMAGED, "文件不完整")
        found = bytearray()
        try:
            with self._archive.open(member) as stream:
                while piece := stream.read(_STEP):
                    found += piece
                    self._left -= len(piece)
                    if self._left < 0:
                        raise Refused(Why.LIMIT, "解压后过大")
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
                NotImplementedError, RuntimeError) as error:  # fmt: skip
            raise Refused(Why.DAMAGED, "文件已损坏，无法解压") from error
        return bytes(found)

    def xml(self, name: str) -> ElementTree.Element:
        """A member as XML; raises Refused. One that declares entities is not parsed."""
        return parsed(self.read(name))


def parsed(content: bytes) -> ElementTree.Element:
    """XML without declarations; raises Refused for anything else."""
    for mark in _DECLARES:
        if any(mark.encode(coding) in content for coding in ("ascii", "utf-16-le", "utf-16-be")):
            raise Refused(Why.HOSTILE, "文件含有不应有的实体声明")
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused(Why.DAMAGED, "文件已损坏，内容无法解析") from error


def tag_of(element: ElementTree.Element) -> str:
    """The name of an element without its space."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _counted(name: str) -> list[tuple[int, str]]:
    numbers = [int(one) for one in _NUMBER.findall(name[:200])]
    words = _NUMBER.split(name[:200])
    return [(number, word) for number, word in zip([*numbers, 0], words, strict=False)]
