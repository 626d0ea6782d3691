"""How a file that a page offers came out: it works, has a fault, or could not be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.records import Attachment, Cause, Dossier, Evidence

DOWNLOAD_TERMS = ("formats", "min_bytes", "agreeing", "closed_formats", "faults")
"""The terms of a requirement that this module goes by."""
_GONE = frozenset({404, 410})
_KINDS = {
    "": "未知格式", "html": "网页", "ole": "Office文档", "wordhtml": "网页格式的Word文档",
    "wordxml": "XML格式的Word文档", "image": "图片", "txt": "文本",
}  # fmt: skip


@dataclass(frozen=True)
class Download:
    """One download: neither `fault` nor `cause` where it works. `words` say what was seen."""

    words: str
    fault: str = ""
    cause: Cause | None = None
    file: Attachment | None = None

    @property
    def works(self) -> bool:
        """Whether it can be used."""
        return not self.fault and self.cause is None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The answer itself, if there was one."""
        if self.file is None:
            return ()
        shot = self.file.snapshot
        return (Evidence(shot.url, shot.captured_at, shot.sha256, self.words),)


class Downloads:
    """The files of a portal, as they were answered."""

    def __init__(self, dossier: Dossier, terms: Mapping[str, Any]) -> None:
        self._terms = terms
        self.files = {one.url: one for one in dossier.attachments}
        self._causes = {miss.url: miss.cause for miss in dossier.misses}

    def of(self, url: str, name: str) -> Download:
        """How the file at an address came out."""
        file = self.files.get(url)
        name = f"“{name}”" if name else "附件"
        if file is None:
            return Download(f"{name}未能采集", cause=self._causes.get(url, Cause.SCANNER))
        none, gone, small, other = self._terms["faults"]
        status, kind = file.snapshot.status, _KINDS.get(file.format, file.format)
        if status in _GONE:
            return Download(f"{name}返回{status}", gone, file=file)
        if status != 200:
            return Download(f"{name}返回{status}", cause=Cause.UNREACHABLE, file=file)
        if file.size < int(self._terms["min_bytes"]):
            return Download(f"{name}只有{file.size}字节", small, file=file)
        if not file.named:
            return self._without_name(name, kind, file)
        words = f"{name}为{kind}，{file.size}字节"
        if file.named not in self._terms["formats"] and file.format != "html":
            closed = file.named in self._terms["closed_formats"]
            fault, cause = ("", Cause.UNREADABLE) if closed else (none, None)
            return Download(f"{name}为{file.named}格式，不是文本", fault, cause, file)
        if not file.format:
            return Download(words, cause=Cause.UNREADABLE, file=file)
        if file.format in self._terms["agreeing"].get(file.named, ()):
            return Download(words, file=file)
        return Download(f"{name}称{file.named}，实为{kind}", other, file=file)

    def _without_name(self, name: str, kind: str, file: Attachment) -> Download:
        """A file of which only its bytes say what it is."""
        words = f"{name}为{kind}，{file.size}字节"
        opens = {one for name in self._terms["formats"] for one in self._terms["agreeing"][name]}
        if file.format in opens:
            return Download(words, file=file)
        if file.format == "html":  # perhaps a page on the way to the file
            return Download(words, cause=Cause.AMBIGUOUS, file=file)
        if not file.format or file.format in self._terms["closed_formats"]:
            return Download(words, cause=Cause.UNREADABLE, file=file)
        return Download(words, self._terms["faults"][0], file=file)
