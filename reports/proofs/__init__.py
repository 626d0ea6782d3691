"""Proof packs (证据包): all that shows a finding to be so, for one finding or a unit's problems.

`pack_of` gathers a frozen `Pack`; it is written as docx, as a page to be printed, and as a zip.
Archived bytes are in none of them: they may hold personal data. Their digests are, and with them
whoever has the archive can prove that it holds what was seen.
"""

from __future__ import annotations

from reports.proofs.as_docx import to_docx
from reports.proofs.as_html import to_html
from reports.proofs.as_zip import write_zip
from reports.proofs.model import Kept, KeptOf, Pack, pack_of

__all__ = ["Kept", "KeptOf", "Pack", "pack_of", "to_docx", "to_html", "write_zip"]
