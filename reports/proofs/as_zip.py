"""A proof pack as a zip: the document, masked copies, pictures, and digests of everything."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import IO

from crawler.records.moments import stamp
from reports.copies import copy_page
from reports.findings import csv_value, finding_row, to_jsonl
from reports.proofs.as_docx import to_docx
from reports.proofs.model import KeptOf, Pack, Proof
from reports.safety import is_digest

_FIXED = (1980, 1, 1, 0, 0, 0)
_COLUMNS = ("问题编号", "网址", "采集时间", "SHA-256", "核对", "引文")
_STORED = (".docx", ".png")
"""Endings of what is compressed already."""


def write_zip(pack: Pack, kept: KeptOf, out: IO[bytes]) -> None:
    """Write the zip; the same pack gives the same bytes. Archived bytes leave as masked copies."""
    sums = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(pack, kept):
            _add(archive, name, data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        _add(archive, "SHA256SUMS", "".join(sums).encode())


def _files(pack: Pack, kept: KeptOf) -> Iterator[tuple[str, bytes]]:
    yield "证据包.docx", to_docx(pack)
    yield "摘要清单.csv", _digests(pack).encode("utf-8-sig", "replace")
    rows = (finding_row(item.judged, pack.report) for item in pack.items)
    yield "findings.jsonl", to_jsonl(rows).encode("utf-8", "replace")
    yield "核验方法.txt", _verifying(pack).encode("utf-8", "replace")
    by_page: dict[str, list[Proof]] = {}
    for item in pack.items:
        for proof in item.proofs:
            if is_digest(proof.item.sha256):
                by_page.setdefault(proof.item.sha256, []).append(proof)
    for sha256, proofs in sorted(by_page.items()):
        body, picture = kept(proofs[0].item).body, proofs[0].picture
        if body is not None:
            page = copy_page(body, [one.item for one in proofs], sample=pack.report.sample)
            yield f"存档副本（已遮盖）/{sha256}.html", page.encode("utf-8", "replace")
        if picture is not None:
            yield f"页面截图（已遮盖）/{sha256}.png", picture


def _digests(pack: Pack) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for item in pack.items:
        for proof in item.proofs:
            one = proof.item
            cells = (
                item.judged.finding.case_id, one.url, stamp(one.captured_at), one.sha256,
                proof.checked, proof.quote,
            )  # fmt: skip
            writer.writerow([csv_value(cell) for cell in cells])
    return out.getvalue()


def _verifying(pack: Pack) -> str:
    lines = [f"{number}. {step}" for number, step in enumerate(pack.steps, 1)]
    lines += [f"{sha256}  {file}" for file, sha256 in pack.seals]
    return "\r\n".join(
        (*lines, "本压缩包各文件的摘要见 SHA256SUMS（sha256sum -c SHA256SUMS）。", "")
    )


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _FIXED)
    member.external_attr = 0o600 << 16
    stored = name.endswith(_STORED)
    member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(member, data)
