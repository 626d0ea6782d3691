"""Punctuation of templates in a language that is not Chinese: narrow signs for full-width ones.

Templates are written in Chinese. What stands between their expressions and is no message (a colon
after a heading, brackets around a name) would stay full-width in every other language; messages
have the signs of their catalogue, and values stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

NARROW = str.maketrans(
    {
        "：": ": ", "、": ", ", "；": "; ", "，": ", ", "。": ".", "（": " (", "）": ")",
        "“": "“", "”": "”", "《": "“", "》": "”",
    }
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]")


class NarrowSigns(Extension):
    """Narrows the signs of a template's own text, but for that of `trans` blocks: messages."""

    def filter_stream(self, stream: TokenStream) -> TokenStream | Iterable[Token]:
        """The template's tokens with narrow signs."""
        return _narrowed(stream)


def narrow(text: str) -> str:
    """Text of ours with narrow signs."""
    return text.translate(NARROW)


def _narrowed(stream: Iterable[Token]) -> Iterator[Token]:
    message, before = False, ""
    for token in stream:
        if before == "block_begin" and token.type == "name":
            message = token.value == "trans" or (message and token.value != "endtrans")
        before = token.type
        between = token.type == "data" or (
            token.type == "string" and not _WORDS.search(str(token.value))
        )
        if between and not message:
            token = Token(token.lineno, token.type, narrow(str(token.value)))
        yield token
