"""Every fault of a file is told at once, each with the path that finds it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from skillcert import codec
from skillcert.errors import CodecError, Problem
from skillcert.model import RECORD_FORMAT, EvidenceRecord, PerformanceLevel, Period, Translations
from skillcert.rubrics.files import StructureFile, TextFile

FULL = Path(__file__).parent / "records" / "valid" / "full.json"


def problems_of(cls: type[Any], tree: Any) -> list[tuple[str, str, str]]:
    """Return path, sentence and hint of each problem of *tree* as a *cls*."""
    with pytest.raises(CodecError) as caught:
        codec.structure(cls, tree, source="a.json")
    assert all(problem.file == "a.json" for problem in caught.value.problems)
    return [(p.path, p.what, p.hint) for p in caught.value.problems]


def full(**changes: Any) -> dict[str, Any]:
    """Return the tree of a whole record, with *changes*."""
    tree: dict[str, Any] = json.loads(FULL.read_bytes())
    return tree | changes


def test_every_fault_is_told_at_once() -> None:
    """One reading tells all: missing and unknown keys, wrong kinds and forms, at every depth."""
    tree = full(workshop="Bicycle", signers="a-1", perod={})
    del tree["holder"]
    tree["issuer"]["address"] = ["Kirkegata 1", 7014]
    tree["evidence"][1]["interests"].append("Wheels")
    tree["evidence"][0]["on"] = "2025-02-30"
    tree["evidence"][0]["attachments"][0]["captoin"] = ""
    tree["sign_offs"][0]["level"] = "guides"
    tree["choices"]["show_period"] = "no"
    levels = ", ".join(level.value for level in PerformanceLevel)
    not_a_key = "expected a key of lower-case letters, digits and underscores, found the text "
    assert problems_of(EvidenceRecord, tree) == [
        ("workshop", f"{not_a_key}'Bicycle'", ""),
        ("holder", "the key is missing", ""),
        (
            "issuer.address[1]",
            "expected one line of text, found the number 7014",
            "Put it in quotation marks",
        ),
        ("signers", "expected a list, found the text 'a-1'", "Put it in square brackets"),
        ("evidence[0].on", "there is no such day: '2025-02-30'", ""),
        ("evidence[0].attachments[0].captoin", "unknown key", "Did you mean caption?"),
        ("evidence[1].interests[2]", f"{not_a_key}'Wheels'", ""),
        (
            "sign_offs[0].level",
            f"expected one of {levels}, found the text 'guides'",
            "Did you mean guided?",
        ),
        ("choices.show_period", "expected true or false, found the text 'no'", ""),
        ("perod", "unknown key", "Did you mean period?"),
    ]


def test_the_notation_and_the_record_are_judged_together() -> None:
    """A key that stands twice does not hide a key that is missing."""
    data = b'{"end": "2025-01-01", "end": 1e999, "from": 9007199254740992, "x": "\\ud800"}'
    with pytest.raises(CodecError) as caught:
        codec.load_json(Period, data, source="a.json")
    assert str(caught.value).splitlines() == [
        "not readable: 8 problems",
        "  a.json: the key 'end' stands more than once",
        "  a.json: end: the number is not finite or too large to be kept exactly",
        "  a.json: from: the integer 9007199254740992 is too large to be kept exactly",
        "  a.json: x: the text holds half of a surrogate pair, which is no character",
        "  a.json: start: the key is missing",
        "  a.json: end: expected a date as 2025-06-12, found the number inf",
        "  a.json: from: unknown key. Known here: start, end",
        "  a.json: x: unknown key. Known here: start, end",
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("strat", "Did you mean start?"),
        ("START", "Known here: start, end"),
        ("from", "Known here: start, end"),
        ("", "Known here: start, end"),
    ],
)
def test_an_unknown_key_is_told_with_what_could_be_meant(key: str, hint: str) -> None:
    """A misspelt key is told with the one that is like it, else with those that there are."""
    ((path, what, told),) = problems_of(Period, {"start": "2025-01-01", key: 1})
    assert (path, what, told) == (key or "['']", "unknown key", hint)


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("a", "groups.a"),
        ("A-b_1", "groups.A-b_1"),
        ("a b", "groups['a b']"),
        ("a.b", "groups['a.b']"),
        ("a[0]", "groups['a[0]']"),
        ("", "groups['']"),
        ("'", 'groups["\'"]'),
        ("\n", "groups['\\n']"),
        ("\u202e", "groups['\\u202e']"),
        ("æ", "groups['æ']"),
        ("0", "groups['0']"),
        ("x" * 200, "groups." + "x" * 200),
        (" " * 200, "groups['" + " " * 58 + "…]"),
    ],
)
def test_the_path_of_an_odd_key_is_one_place_on_one_line(key: str, path: str) -> None:
    """A key with dots, brackets, blanks or line breaks is quoted: no two paths are alike."""
    assert codec.at("groups", key) == path
    assert "\n" not in path


def test_keys_that_are_no_text_are_told() -> None:
    """A tree that software made may have keys that JSON has not; that is still no traceback."""
    assert [path for path, _, _ in problems_of(Period, {1: 2, None: 3, ("a",): 4, "x": 5})] == [
        "start",
        "[('a',)]",
        "[1]",
        "[None]",
        "x",
    ]


def test_a_faulty_key_and_its_faulty_value_are_both_told() -> None:
    """In a table with free keys, key and value are judged each for itself, together."""
    found = problems_of(
        TextFile,
        {
            "language": "nb",
            "title": "Sykler",
            "field": "sykkelreparasjon",
            "groups": {"Wheels": "", "brakes": 3},
            "tasks": {},
            "criteria": {},
        },
    )
    assert [(path, what.partition(",")[0]) for path, what, _ in found] == [
        ("groups.Wheels", "expected a key of lower-case letters"),
        ("groups.Wheels", "expected one line of text"),
        ("groups.brakes", "expected one line of text"),
    ]


def test_translations_have_languages_for_keys() -> None:
    """Languages are checked like every key, and the texts come out in one order."""
    found = codec.structure(Translations, {"nb": "b", "da": "a"})
    assert found.entries == (("da", "a"), ("nb", "b"))
    ((path, what, _),) = problems_of(Translations, {"Norsk": "a"})
    assert (path, what) == (
        "Norsk",
        "expected a language tag such as nb or en, found the text 'Norsk'",
    )


def test_at_most_a_hundred_problems_are_told() -> None:
    """A file that is wrong a million times tells a hundred of them, and that there are more."""
    data = b'{"evidence": [' + b"0, " * 1_000_000 + b"0]}"
    with pytest.raises(CodecError) as caught:
        codec.load_json(EvidenceRecord, data, source="a.json")
    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1] == Problem(
        file="a.json", what="there are more problems than these 100", hint="Correct these first"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"[" + b"NaN, " * 500_000 + b"0]",
        b"{" + b",".join(b'"k%d": 0' % i for i in range(300_000)) + b"}",
        b'{"a": {' + b", ".join([b'"a": 0'] * 300_000) + b"}}",
    ],
    ids=["numbers", "unknown keys", "one key"],
)
def test_a_million_faults_of_the_notation_are_a_hundred_problems(data: bytes) -> None:
    """Nor do faults of the notation fill memory with messages."""
    with pytest.raises(CodecError) as caught:
        codec.load_json(EvidenceRecord, data)
    assert len(caught.value.problems) <= 101


@pytest.mark.parametrize(
    ("form", "hint"),
    [
        ("skillcert-record/2", "Install a newer skillcert"),
        ("skillcert-record/10", "Install a newer skillcert"),
        ("skillcert-record/0", ""),
    ],
)
def test_another_format_is_the_only_problem_of_a_record(form: str, hint: str) -> None:
    """A file of another format is refused for that alone: its other keys cannot be judged."""
    what = f"this version reads the format {RECORD_FORMAT}, not '{form}'"
    assert problems_of(EvidenceRecord, {"format": form, "new": 1}) == [("format", what, hint)]


@pytest.mark.parametrize("form", ["skillcert-record", "skillcert-record/x", "badge/1", 1, None, ""])
def test_what_is_no_format_is_a_problem_among_others(form: object) -> None:
    """A value that is no format at all is told beside the other faults."""
    found = problems_of(EvidenceRecord, full(format=form, workshop=1))
    assert [path for path, _, _ in found] == ["format", "workshop"]
    assert found[0][1].startswith(f"expected {RECORD_FORMAT}, found ")


def test_a_newer_rubric_file_asks_for_a_newer_version() -> None:
    """The same holds for the number in a rubric's structure file; true is no number."""
    assert problems_of(StructureFile, {"format": 2, "new": 1}) == [
        ("format", "this version reads the format 1, not 2", "Install a newer skillcert")
    ]
    assert ("format", "expected 1, found true", "") in problems_of(StructureFile, {"format": True})


def test_an_error_holds_no_data_beyond_its_message() -> None:
    """The error does not carry the parsed data along in exceptions behind it."""
    with pytest.raises(CodecError) as caught:
        codec.load_json(EvidenceRecord, b'{"holder": {"name": "Kim Berg"}}')
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("tree", "hint"),
    [
        ({"version": 1}, "Put it in quotation marks"),
        ({"version": True}, "Put it in quotation marks"),
        ({"version": dt.date(2025, 6, 12)}, "Put it in quotation marks"),
        ({"version": []}, ""),
        ({"version": " 1.0.0"}, "Remove it"),
        ({"groups": "wheels"}, "Put it in square brackets"),
        ({"groups": 1}, ""),
        ({"criteria": [{"occasions": "3"}]}, "Write it without quotation marks"),
        ({"criteria": [{"occasions": "three"}]}, ""),
        ({"criteria": [{"occasions": [3]}]}, ""),
        ({"criteria": [{"opt_in": "true"}]}, "Write it without quotation marks"),
        ({"criteria": [{"opt_in": "yes"}]}, ""),
        ({"criteria": [{"opt_in": []}]}, ""),
    ],
)
def test_a_value_that_is_only_spelt_wrong_has_a_hint(tree: dict[str, Any], hint: str) -> None:
    """Who forgets quotation marks or brackets, or sets them needlessly, is told so."""
    hints = [hint for _, what, hint in problems_of(StructureFile, tree) if "missing" not in what]
    assert hints == [hint]
