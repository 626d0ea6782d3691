"""What a text editor or an input method did to a TOML file, said so that a person can mend it."""

from __future__ import annotations

import re
import tomllib

_WHERE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_QUOTES = dict.fromkeys("“”„‟＂「」『』〝〞", '"') | dict.fromkeys("‘’‚‛＇", "'")
_LIKE = {**_QUOTES, "＝": "=", "：": "=", "，": ",", "、": ",", "［": "[", "］": "]", "【": "[",
         "】": "]", "｛": "{", "｝": "}", "＃": "#", "．": ".", "。": "."}  # fmt: skip
"""Signs of a Chinese keyboard, and what TOML has in their place."""
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def toml_fault(text: str, error: tomllib.TOMLDecodeError | RecursionError) -> str:
    """Why a text is no TOML; where a sign of a Chinese keyboard is the cause, that it is."""
    found = _WHERE.search(str(error))
    if found is None:
        return f"not TOML: {error}"
    number, column = int(found[1]), int(found[2])
    line = text.replace("\r\n", "\n").split("\n")[number - 1]
    # A string that the end of its line breaks off: what was to end it stands last.
    wrong = line[column - 1 :][:1] or line.rstrip()[-1:]
    if wrong not in _LIKE or (column > len(line) and wrong not in _QUOTES):
        return f"not TOML: {error}"
    return (
        f"line {number}: {wrong} is a sign of the Chinese keyboard; TOML has {_LIKE[wrong]} in its"
        " place"
    )


def coding_fault(raw: bytes, error: UnicodeDecodeError) -> str:
    """That a file is saved in another coding than UTF-8, and in which as far as can be told."""
    mark = _MARKS.get(raw[:2], "")
    if not mark and _reads_as_chinese(raw):
        mark = "GBK (ANSI)"
    line = raw[: error.start].count(b"\n") + 1
    seems = f" but, as it seems, as {mark}" if mark else f" (line {line})"
    return f"is not saved as UTF-8{seems}; save it anew as UTF-8"


def _reads_as_chinese(raw: bytes) -> bool:
    try:
        return re.search(r"[\u4e00-\u9fff]", raw.decode("gb18030")) is not None
    except UnicodeDecodeError:
        return False
