"""Files that documents offer: small, invented, the same bytes for the same words.

Their kinds: docx, pdf, doc, wps, ofd, zip work; `form` is a sheet that holds no text; `dead`,
`error`, `small`, `html` (a page in a file's stead), `wrong` (bytes of another format), `away` (on a
host that is nobody's), `script` (a button without address), `none`; `second` is a dead one beside
one that works; `rar` holds who knows what.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from demo.content.oldoffice import word_97
from demo.content.printed import pdf_of

WORKING = frozenset({"docx", "pdf", "doc", "wps", "ofd", "zip", "second"})
USUAL = ("docx", "pdf", "doc", "docx", "wps", "ofd")
"""What a document offers unless its plan says otherwise, by its serial number."""
_STAMP = (2026, 1, 1, 0, 0, 0)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@dataclass(frozen=True)
class FileFacts:
    """One file as a page offers it: its name, its ending, and what its address answers.

    `replaced_on` is the day on which somebody put other bytes in its place.
    """

    name: str
    ending: str
    kind: str
    replaced_on: date | None = None

    @property
    def status(self) -> int:
        """What the server says."""
        return {"dead": 404, "error": 500}.get(self.kind, 200)


def files_of(kind: str, title: str, serial: int) -> tuple[FileFacts, ...]:
    """The files of a document whose plan says `kind`; empty for the usual one."""
    kind = kind or USUAL[serial % len(USUAL)]
    name = title[-24:].strip("《》")
    endings = {"form": "xls", "html": "doc", "wrong": "pdf", "small": "pdf", "dead": "docx",
               "error": "pdf", "away": "pdf"}  # fmt: skip
    if kind in ("none", "script"):
        return ()
    if kind == "second":
        return (
            FileFacts(f"附件1：{name}", "doc", "dead"),
            FileFacts(f"附件2：{name}", "docx", "docx"),
        )
    ending = endings.get(kind, kind)
    return (FileFacts(f"{name}.{ending}" if serial % 2 else f"附件：{name}", ending, kind),)


def bytes_of(facts: FileFacts, lines: tuple[str, ...], as_of: date) -> bytes:
    """The bytes that the file's address answers on that day."""
    if facts.replaced_on is not None and facts.replaced_on < as_of:
        lines = (*lines, "（本件以重新印制的版本为准。）")
    if facts.kind == "small":
        return b"%PDF-1.4\n%%EOF\n"
    if facts.kind == "html":
        return (
            "<html><body><p>" + "附件存放位置已经调整，内容另行通知。" * 60 + "</p></body></html>"
        ).encode()
    if facts.kind in ("doc", "wps"):
        return word_97(lines)
    if facts.kind in ("form", "wrong"):
        return _OLE + "\n".join(lines).encode("utf-16-le") + bytes(2_048)
    if facts.kind == "ofd":
        return _packed({"OFD.xml": "<ofd:OFD/>", "Doc_0/Content.xml": "\n".join(lines)})
    if facts.kind == "rar":
        return b"Rar!\x1a\x07\x00" + "\n".join(lines).encode() + bytes(2_048)
    if facts.kind == "pdf":
        return pdf_of(lines)
    if facts.kind == "zip":
        return _packed({"content.txt": "\n".join(lines)})
    return _docx(lines)


def _packed(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text)
        archive.writestr(zipfile.ZipInfo("padding.bin", _STAMP), bytes(1_024))
    return out.getvalue()


def _docx(lines: tuple[str, ...]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _packed(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats'
            '.org/package/2006/content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
            'ContentType="application/octet-stream"/><Override PartName="/word/document.xml" '
            f'ContentType="{kind}"/></Types>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats'
            '.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxml'
            'formats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document '
            f'xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        }
    )
