"""What the bytes of a file are, whatever its name says; needs nothing but the bytes."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_STARTS = (
    (b"{\\rtf", "rtf"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xff\xd8\xff", "image"), (b"\x89PNG\r\n", "image"), (b"GIF8", "image"), (b"BM", "image"),
    (b"II*\x00", "image"), (b"MM\x00*", "image"),
)  # fmt: skip
_INSIDE = (
    (b"word/document", "docx"), (b"xl/workbook", "xlsx"), (b"ppt/presentation", "pptx"),
    (b"OFD.xml", "ofd"),
)  # fmt: skip
"""Names of members that tell what a ZIP file is."""
_LOOK = 1_024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"),
    ("Book", "xls"), ("PowerPoint Document", "ppt"),
)  # fmt: skip
"""Names of streams that tell which program wrote an office file of old."""


def format_of(body: bytes) -> str:
    """What the bytes of a file are; empty if that is not known.

    Word files may be web pages (`wordhtml`), of one piece (`mht`) or XML (`wordxml`).
    """
    start = body[:_LOOK].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in body[:_LOOK]:
        return "pdf"
    if start.startswith(_OLE):
        return "ole"
    if start.startswith(_ZIP):
        names = _members(body)
        return next((name for mark, name in _INSIDE if mark in names), "zip")
    for mark, name in _STARTS:
        if start.startswith(mark):
            return name
    lower = start.lower()
    if lower.startswith(b"mime-version:"):
        return "mht"
    if lower.startswith(b"<"):
        if b"word.document" in lower and b"<?mso-application" in lower:
            return "wordxml"
        return "wordhtml" if b"urn:schemas-microsoft-com:office" in lower else "html"
    if body and not _CONTROL.search(body[: 64 * _LOOK]):
        return "txt"
    return ""


def _members(body: bytes) -> bytes:
    """The names of the members of a ZIP file; of one that is torn all its bytes, for they stand
    uncompressed in them (as do those of a file within it, which must not count).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.namelist()).encode("utf-8", "replace")
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return body


def stand_in(body: bytes) -> bytes:
    """Bytes of the same format and about the same size that hold nothing of a file.

    Files that differ have stand-ins that differ.
    """
    inside = b"".join(mark for mark, _ in _INSIDE if mark in body)
    head = b"%PDF-" if b"%PDF-" in body[:_LOOK] else body[:8]
    digest = hashlib.sha256(body).hexdigest().encode()
    return (head + inside + bytes(1) + digest + bytes(4 * _LOOK))[: len(body)]


def written_by(body: bytes) -> str:
    """What an office file of old is: doc (wps too), xls (et too), ppt, encrypted; else empty."""
    for name, kind in _STREAMS:
        padded = name.encode("utf-16-le") + bytes(2)
        at = body.find(padded)
        while at >= 0:
            if at % 128 == 0:  # entries of the directory are 128 bytes each
                return kind
            at = body.find(padded, at + 1)
    return ""
