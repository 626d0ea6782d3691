"""What a unit may be told of a case: by the case itself, and by the books' own question."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import product

from sqlite_utils import Database

from checks.engine.case import Case, CaseState, Casework, Stage
from checks.engine.workflow import may_go_out, state_shown
from crawler.records import BEIJING, encode
from scheduler.desk.listing import GOES_OUT, STATE_SHOWN

DAY, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 2, tzinfo=BEIJING)


def test_the_books_and_the_case_say_the_same_of_every_case() -> None:
    # The rule stands twice, since lists are filtered where they lie.
    db = Database(memory=True)
    stages, days, persons = (None, *Stage), (None, DAY), (None, "甲")
    told = []
    for state, stage, opened, private, person in product(
        CaseState, stages, days, (False, True), persons
    ):
        work = Casework(stage=stage, private=private, confirmed_by=person)
        case = Case("c", state, DAY, NOW, NOW, opened_on=opened, work=work)
        event = {"id": 1, "case_id": "c", "run": "r", "at": 1, "person": None,
                 "data": json.dumps(encode(case))}  # fmt: skip
        db.table("case_events").insert(event, replace=True, pk="id")
        (said,) = db.execute(
            f"SELECT {GOES_OUT}, {STATE_SHOWN} FROM (SELECT 'c' AS case_id) AS f", ["r", "r"]
        )
        assert bool(said[0]) is may_go_out(case), case
        assert said[1] == state_shown(case), case
        told.append(may_go_out(case))
    assert 0 < sum(told) < len(told)
