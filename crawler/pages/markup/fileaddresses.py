"""Which addresses and names are those of files to download."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_FILE = re.compile(
    r"\.(?:pdf|docx?|wps|ofd|txt|xlsx?|et|dps|rar|zip|7z|pptx?|ceb|cebx|rtf|csv|tiff?)$", re.I
)
_FILE_QUERY = re.compile(r"\.(?:pdf|docx?|wps|ofd|txt|xlsx?|et|rar|zip|pptx?|ceb)(?:&|$)", re.I)
_DOWNLOAD = re.compile(
    r"downfile|downloadfile|filedownload|/download[./?]|/download$|attachment[./?]|/attach/|"
    r"downloadattach|getfile|fileDown|download\.(?:jsp|do|aspx|php|action)",
    re.I,
)
_FILE_NAME = re.compile(
    r"[^\\/:*?\"<>|]\.(?:pdf|docx?|wps|ofd|xlsx?|et|rar|zip|7z|pptx?|ceb|cebx|rtf)"
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
