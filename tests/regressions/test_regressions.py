"""Every upheld appeal that was kept (`gongkai case fixture`): its wrong verdict must not come back.

GONGKAI_REGRESSIONS names a further folder of fixtures, for offices that keep theirs to themselves.
"""

import os
from pathlib import Path

import pytest

from scheduler.apart.fixtures import CASE, fault_of

FOLDERS = [
    Path(__file__).parent / "cases",
    *map(Path, filter(None, [os.environ.get("GONGKAI_REGRESSIONS")])),
]
FIXTURES = sorted(path.parent for folder in FOLDERS for path in folder.glob(f"*/{CASE}"))


@pytest.mark.skipif(not FIXTURES, reason="no appeal was upheld yet")
def test_no_wrong_verdict_came_back() -> None:
    assert [fault for folder in FIXTURES if (fault := fault_of(folder))] == []
