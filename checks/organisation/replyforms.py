"""Forms of reply (答复书) that stand in the text of a page itself, under their own heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.matching.words import plain

_LONGEST = 1_500
_HEADING = 45
"""Characters of a line that may be a heading."""
_CALLED = r"\(?(?:的)?(?:参考|示范)?(?:格式|样式|式样|模板|范本|样本|文本)\)?(?:如下)?"
_BLANK = re.compile(
    r"[xX×╳*]{2}|[〔\[(](?:20)?[xX×]*[〕\])]|20[xX×_]{1,2}|_{2,}|第[xX×_.]*号|\.{6}|年月日"
)
"""What is left to fill in: that is how a form differs from what is told about one."""
_NEXT = re.compile(
    r"(?:附件?[一二三四五六\d]*[:、.]?)?[^。;,]{0,30}(?:申请表|申请书|流程图|告知书|[答批]复书|决定书)"
    r"[^。;,]{0,10}"
)


def forms_in(text: str, name: str) -> Iterator[str]:
    """The forms of that name which a text gives, in plain form, each from its heading on.

    A heading is a short line that ends with the name, or the name as that of a form (答复书格式).
    What follows must leave something to be filled in: 出具答复书 is told of a course, no form.
    """
    word = re.escape(plain(name))
    alone = re.compile(rf"[^。;,]{{0,30}}{word}(?:{_CALLED})?:?")
    named = re.compile(rf"(?:^|[。;:])[^。;,:]{{0,30}}{word}{_CALLED}[。:]")
    lines = [line for line in map(plain, text.splitlines()) if line]
    for number, line in enumerate(lines):
        if len(line) <= _HEADING and alone.fullmatch(line):
            said, begins = "", number
        elif (match := named.search(line)) is not None:
            said, begins = line[match.end() :], number
        else:
            continue
        for following in lines[begins + 1 :]:
            if _NEXT.fullmatch(following) or len(said) > _LONGEST:
                break
            said = f"{said}\n{following}"
        if _BLANK.search(said):
            yield f"{line[:_HEADING]}\n{said}"
