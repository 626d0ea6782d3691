"""What the checks share when they hand down findings: the bench, sums of days, what was read."""

from checks.judging.bench import Bench, Page
from checks.judging.coverage import (
    nothing_judged,
    seen_in_part,
    statement_holds,
    unproven,
    unread_rows,
)
from checks.judging.dates import exists, published_on, signed_on
from checks.judging.files import (
    hidden_in_files,
    known_by_words,
    read_in_part,
    unread_files,
    with_files,
)
from checks.judging.frames import home_frames, unread_part
from checks.judging.sums import NO_SUM, Sum, working_days
from checks.judging.wording import chinese_date, quoted, set_locally

__all__ = [
    "NO_SUM",
    "Bench",
    "Page",
    "Sum",
    "chinese_date",
    "exists",
    "hidden_in_files",
    "home_frames",
    "known_by_words",
    "nothing_judged",
    "published_on",
    "quoted",
    "read_in_part",
    "seen_in_part",
    "set_locally",
    "signed_on",
    "statement_holds",
    "unproven",
    "unread_files",
    "unread_part",
    "unread_rows",
    "with_files",
    "working_days",
]
