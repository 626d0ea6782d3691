"""Numbers of nobody for tests: identity numbers of a county that does not exist."""

from __future__ import annotations

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(born: str = "19800101", serial: int = 1, area: str = "539999") -> str:
    """An identity number with its check digit."""
    head = f"{area}{born}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(head, _WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]
