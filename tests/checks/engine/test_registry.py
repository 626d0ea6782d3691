import importlib
import inspect
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from checks.engine.check import Check
from checks.engine.registry import HEADINGS, BuiltCheck, add, checks
from checks.errors import CheckError
from checks.matching.normative import NORMATIVE_TERMS
from checks.matching.pairing import MATCHING_TERMS
from checks.matching.scope import SCOPE_TERMS
from checks.rulebooks import available, load_rulebook, rulebook_text
from tests.checks.engine.builders import says

INVENTED = Path(__file__).parents[2] / "rulebooks"
MANUAL = "Title.\n\n" + "\n".join(f"{heading}\n    text" for heading in HEADINGS)


def module(name: str = "checks.area.sample", **changes: object) -> ModuleType:
    made = ModuleType(name, MANUAL)
    values: dict[str, object] = {"CHECK": Check("sample", "样例", ()), "judge": lambda *_: iter(())}
    for key, value in (values | changes).items():
        setattr(made, key, value)
    return made


def test_a_well_made_check_is_taken_up() -> None:
    found: dict[str, BuiltCheck] = {}
    made = module()
    add(found, made)
    check, judge, docstring = found["sample"]
    assert (check.slug, judge, docstring) == ("sample", made.judge, MANUAL)


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"CHECK": "sample"}, "CHECK is not a Check"),
        ({"judge": None}, "no judge function"),
        ({"CHECK": Check("other", "样例", ())}, "its slug is 'other'"),
        ({"__doc__": None}, "lacks What is measured"),
        ({"__doc__": MANUAL.replace("Not judged", "Judged not")}, "lacks Not judged"),
        ({"__doc__": MANUAL.replace("Evidence\n", "Evidence of it\n")}, "lacks Evidence"),
    ],
)
def test_a_check_that_is_not_made_as_checks_are(changes: dict[str, object], said: str) -> None:
    with pytest.raises(CheckError, match=said) as error:
        add({}, module(**changes))
    assert "checks.area.sample" in str(error.value)


def test_two_checks_of_one_name() -> None:
    found: dict[str, BuiltCheck] = {}
    add(found, module())
    with pytest.raises(CheckError, match="is there already"):
        add(found, module("checks.elsewhere.sample"))


def test_every_check_is_used_by_some_row() -> None:
    cited = {
        check
        for name in available(INVENTED)
        for row in load_rulebook(name, INVENTED).requirements
        for check in row.checks
    }
    assert set(checks()) <= cited


def test_every_term_of_a_check_is_read_by_its_code() -> None:
    for slug, (check, judge, _) in checks().items():
        own = inspect.getsource(inspect.getmodule(judge))  # type: ignore[arg-type]
        shared = {*SCOPE_TERMS, *MATCHING_TERMS, *NORMATIVE_TERMS, "statement_days"}
        for term in {*check.terms, *check.optional} - shared:
            package = Path(str(inspect.getfile(judge))).parent
            used = own.replace("terms=", "") + "".join(
                path.read_text("utf-8") for path in package.glob("*.py")
            )
            read = f'terms["{term}"]' in used or f'terms.get("{term}", ())' in used
            assert read, (slug, term)


def test_every_group_of_the_standing_rulebook_serves_a_row() -> None:
    head = tomllib.loads(rulebook_text("standing"))
    used = {name for row in head["requirements"] for name in row.get("groups", ())}
    assert set(head["groups"]) == used


def test_every_check_is_a_module_of_its_area() -> None:
    for slug, (check, judge, docstring) in checks().items():
        home = importlib.import_module(judge.__module__)
        assert home.__name__.rpartition(".")[2] == slug == check.slug
        assert home.__doc__ == docstring
    assert list(checks()) == sorted(checks())
    with pytest.raises(TypeError):
        checks()["x"] = says()  # type: ignore[index]
