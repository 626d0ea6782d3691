"""Which addresses and names are those of files to download."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

PAPER = r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|dps|pptx?|cebx?|rtf|csv|zip|rar|7z)"
"""How the names of papers and of their bundles end, as a pattern (any case)."""
PICTURE = r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico)"
"""How the names of pictures end."""
_FILE = re.compile(rf"(?:{PAPER}|\.(?:txt|tiff?))$", re.I)
_FILE_QUERY = re.compile(rf"(?:{PAPER}|\.txt)(?:&|$)", re.I)
_DOWNLOAD = re.compile(
    r"downfile|downloadfile|filedownload|/download[./?]|/download$|attachment[./?]|/attach/|"
    r"downloadattach|getfile|fileDown|download\.(?:jsp|do|aspx|php|action)",
    re.I,
)
_FILE_NAME = re.compile(
    rf"[^\\/:*?\"<>|]{PAPER}"
    r"[\W_]*(?:[(（【\[][^)）】\]]{0,16}[)）】\]])?\s*$",
    re.I,
)


def names_file(text: str) -> bool:
    """Whether a text is the name of a file, with its ending."""
    return _FILE_NAME.search(text) is not None


@lru_cache(maxsize=8192)
def is_file_address(url: str) -> bool:
    """Whether the address is that of a file to download rather than of a page."""
    try:
        parts = urlsplit(url)
    except ValueError:  # as a frame may write it: //[
        return False
    if _FILE.search(unquote(parts.path)):
        return True
    query = unquote(parts.query)
    return bool(_DOWNLOAD.search(url)) or bool(_FILE_QUERY.search(query))
