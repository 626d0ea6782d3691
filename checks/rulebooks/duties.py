"""The duties on the monitor itself that a row of assessment `process` may name.

What each asks for, and what meets it, stands in docs/process-duties.md.
"""

from __future__ import annotations

DUTIES = (
    "P-CADENCE", "P-REMIND", "P-LEDGER", "P-RECTIFY", "P-LOOKBACK", "P-BULLETIN",
    "P-SCORE-5PART", "P-SCORE-ROLLUP-721", "P-SCORE-PEER", "P-SCORE-DAILY", "P-SCORE-BONUS",
    "P-SCORE-EXPORT", "P-WINDOWS", "P-INDICATORS", "P-ROSTER", "P-EVIDENCE", "P-CONFIDENTIAL",
    "P-ASSESSORS", "P-BLIND", "P-PRIVACY", "P-AMEND", "P-CALENDAR", "P-AUTHORITY",
)  # fmt: skip
"""Their ids, in the order of the page."""
