import gzip
import zlib

import httpx
from hypothesis import given
from hypothesis import strategies as st

from reports.stitching import piece_of, stitched


@given(st.lists(st.text(max_size=400), max_size=12))
def test_stitched_pieces_are_one_sound_gzip_stream(texts: list[str]) -> None:
    pieces = [piece_of(text) for text in texts]
    whole = "".join(texts).encode("utf-8", "replace")
    body = b"".join(stitched(pieces))
    assert gzip.decompress(body) == whole
    assert b"".join(piece.plain for piece in pieces) == whole
    # Readers that take one member only must get everything too.
    one = zlib.decompressobj(31)
    assert one.decompress(body) == whole
    assert one.eof
    assert not one.unused_data


def test_large_pieces_and_a_strict_client() -> None:
    texts = ["政务公开" * 50_000, "", "x" * 70_000, "\n"]
    body = b"".join(stitched(piece_of(text) for text in texts))
    answer = httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=body)
    assert answer.text == "".join(texts)


def test_a_changed_byte_is_noticed() -> None:
    body = bytearray(b"".join(stitched([piece_of("甲"), piece_of("乙")])))
    body[-8] ^= 1
    try:
        gzip.decompress(bytes(body))
    except (OSError, zlib.error):
        return
    raise AssertionError("the check sum was not looked at")
