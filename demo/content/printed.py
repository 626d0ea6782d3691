"""PDF files, written by hand: pages of text that can be read, and one that is a picture."""

from __future__ import annotations

from collections.abc import Sequence

_WIDTH, _HEIGHT = 46, 36
"""Characters of a line, lines of a page."""
_MOST = 100
"""Letters of one block of a table."""


def pdf_of(lines: Sequence[str]) -> bytes:
    """A PDF whose letters are told by a table of their own, so that its text can be read."""
    cut = [line[at : at + _WIDTH] for line in lines for at in range(0, len(line) or 1, _WIDTH)]
    letters = sorted(set("".join(cut)))
    codes = {letter: f"{number:04x}" for number, letter in enumerate(letters, start=1)}
    told = [f"<{codes[one]}> <{one.encode('utf-16-be').hex()}>" for one in letters]
    blocks = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (told[at : at + _MOST] for at in range(0, len(told), _MOST))
    )
    table = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Own def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{blocks}endcmap\nend\nend"
    )
    fonts = [
        "<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[4 0 R]"
        "/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(Identity)/Supplement 0>>/DW 1000>>",
        _stream(table),
    ]
    pages = [
        "BT /F1 10 Tf 60 780 Td\n"
        + "".join(f"<{''.join(codes[one] for one in line)}> Tj 0 -20 Td\n" for line in part)
        + "ET"
        for part in (cut[at : at + _HEIGHT] for at in range(0, len(cut), _HEIGHT))
    ]
    return _written(fonts, pages, "/Font<</F1 3 0 R>>")


def scan_of(pages: int = 2) -> bytes:
    """A PDF whose pages are pictures: nothing in it is text."""
    keys = (
        "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
        "/Filter/ASCIIHexDecode"
    )
    picture = _stream("ff" * 64 + ">", keys)
    drawn = ["q 595 0 0 842 0 0 cm /I1 Do Q"] * pages
    return _written([picture], drawn, "/XObject<</I1 3 0 R>>")


def _stream(content: str, keys: str = "") -> str:
    return f"<<{keys}/Length {len(content)}>>\nstream\n{content}\nendstream"


def _written(shared: Sequence[str], pages: Sequence[str], resources: str) -> bytes:
    """A file of these pages; what they share begins with object 3."""
    first = 3 + len(shared)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        *shared,
    ]
    for number, drawn in enumerate(pages):
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 2 * number + 1} 0 R"
            f"/Resources<<{resources}>>>>",
            _stream(drawn),
        ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
        f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out.encode("ascii")
