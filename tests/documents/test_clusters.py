"""What stays together, and where a line may end within a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert.documents.clusters import clusters, pieces


@pytest.mark.parametrize(
    "parts",
    [
        ["e\u0323\u0300", "e"],
        ["कि", "र्ती"],
        ["क्ष", "त्रि"],
        ["น้ำ", "แก้ว"[:3], "ว"],
        ["เก", "ล้า"],
        ["ສົ", "ມ"],
        ["ច័", "ន្ទ"],
        ["မြို့"],
        ["র\u200d্যা"],
        ["ש\u05c1\u05b8", "ר"],
        ["རྒྱ", "མ"],
    ],
    ids="".join,
)
def test_letters_keep_what_belongs_to_them(parts: list[str]) -> None:
    """Marks, joined consonants and vowels that are written before or after stay."""
    assert list(clusters("".join(parts))) == parts


@given(st.text(max_size=40))
def test_nothing_is_lost(text: str) -> None:
    """The pieces of a text are the text, however it is divided."""
    assert "".join(clusters(text)) == text
    assert "".join(pieces(text)) == text
    assert "".join(pieces(text, address=True)) == text


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("snekkerarbeid", ["snekkerarbeid"]),
        ("jern-/metall", ["jern-/", "metall"]),
        ("田中", ["田", "中"]),
        ("「田中」、山田。", ["「田", "中」、", "山", "田。"]),
        ("ヴェルナー・ー", ["ヴェ", "ル", "ナー・ー"]),
        ("Senter\u00a0東京-西", ["Senter\u00a0東京-", "西"]),
        ("Tokyo東京(都)", ["Tokyo", "東", "京", "(都)"]),
        ("김철수", ["김철수"]),
        ("བསྟན་འཛིན", ["བསྟན་", "འཛིན"]),
        ("สมชาย", ["สมชาย"]),
    ],
)
def test_a_line_may_end_within_a_word_where_its_script_allows(word: str, parts: list[str]) -> None:
    """Between ideographs and kana, not before what closes; after a hyphen; nowhere in Thai."""
    assert list(pieces(word)) == parts
