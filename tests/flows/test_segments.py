"""The segment counter against the published vectors of the carrier's own calculator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.segments import BASIC, EXTENSION, GSM_7, UCS_2, Segments, count

TEN = "1234567890"
FACE = "\U0001f61c"
GRIN = "\U0001f600"
FLAG = "\U0001f1ee\U0001f1f9"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
ACCENTED = "e\u0301\u0301\u0301"

# What, text, encoding, segments, units.
VECTORS = [
    ("160 digits", TEN * 16, GSM_7, 1, 160),
    ("161 digits", TEN * 16 + "1", GSM_7, 2, 161),
    ("306 digits", "1" * 306, GSM_7, 2, 306),
    ("307 digits", "1" * 307, GSM_7, 3, 307),
    ("459 digits", "1" * 459, GSM_7, 3, 459),
    ("460 digits", "1" * 460, GSM_7, 4, 460),
    ("emoji and 68 digits", FACE + "1" * 68, UCS_2, 1, 70),
    ("emoji and 69 digits", FACE + "1" * 69, UCS_2, 2, 71),
    ("emoji and 132 digits", FACE + "1" * 132, UCS_2, 2, 134),
    ("emoji and 133 digits", FACE + "1" * 133, UCS_2, 3, 135),
    ("flag and 66 digits", FLAG + "1" * 66, UCS_2, 1, 70),
    ("flag and 67 digits", FLAG + "1" * 67, UCS_2, 2, 71),
    ("rainbow flag and 64 digits", RAINBOW + "1" * 64, UCS_2, 1, 70),
    ("rainbow flag and 65 digits", RAINBOW + "1" * 65, UCS_2, 2, 71),
    *((f"{one!r} and 158 digits", one + "1" * 158, GSM_7, 1, 160) for one in EXTENSION),
    *((f"{one!r} and 159 digits", one + "1" * 159, GSM_7, 2, 161) for one in EXTENSION),
    ("an extension character over the 153 boundary", "1" * 152 + "€" + "1" * 152, GSM_7, 3, 306),
    *((f"70 x {one}", one * 70, UCS_2, 1, 70) for one in "ÁÚúçíÍóÓ"),
    *((f"71 x {one}", one * 71, UCS_2, 2, 71) for one in "ÁÚúçíÍóÓ"),
    ("emoji and 68 brackets", GRIN + "]" * 68, UCS_2, 1, 70),
    ("emoji and 69 brackets", GRIN + "]" * 69, UCS_2, 2, 71),
    ("CRLF counts two", "\rabcde\r\n123", GSM_7, 1, 11),
    ("LF counts one", "\nabcde\n\n123\n", GSM_7, 1, 12),
    ("three accents on an e", ACCENTED, UCS_2, 1, 4),
    ("that and 66 letters", ACCENTED + "a" * 66, UCS_2, 1, 70),
    ("that and 67 letters", ACCENTED + "a" * 67, UCS_2, 2, 71),
    ("más", "más", UCS_2, 1, 3),
    ("lower ç", "ç", UCS_2, 1, 1),
    ("upper Ç", "Ç", GSM_7, 1, 1),
    ("á", "á", UCS_2, 1, 1),
    ("é", "é", GSM_7, 1, 1),
    ("backtick", "`", UCS_2, 1, 1),
    ("tab", "\t", UCS_2, 1, 1),
    ("form feed", "ab\f", GSM_7, 1, 4),
    ("curly quote", "it\u2019s", UCS_2, 1, 4),
    ("an emoji over the 67 boundary", "a" * 66 + FACE + "a" * 66, UCS_2, 3, 134),
    ("nothing", "", GSM_7, 1, 0),
]


@pytest.mark.parametrize(
    ("text", "encoding", "segments", "units"),
    [vector[1:] for vector in VECTORS],
    ids=[vector[0] for vector in VECTORS],
)
def test_the_published_vectors(text: str, encoding: str, segments: int, units: int) -> None:
    assert count(text) == Segments(encoding, segments, units)


def test_a_joined_emoji_is_never_split_over_a_part() -> None:
    assert count("á" + "a" * 63 + RAINBOW + "a" * 64).segments == 3


def test_a_grapheme_longer_than_a_part_is_still_counted() -> None:
    assert count("e" + "\u0301" * 200) == Segments(UCS_2, 3, 201)


def test_half_a_surrogate_pair_is_counted_rather_than_raised() -> None:
    assert count("\ud83d") == Segments(UCS_2, 1, 1)


@given(st.text(alphabet=BASIC + EXTENSION, max_size=700))
def test_a_gsm_text_fits_its_segments_and_would_not_fit_fewer_bytes(text: str) -> None:
    size = count(text)
    assert size.encoding == GSM_7
    assert size.units == sum(2 if one in EXTENSION else 1 for one in text)
    assert -(-size.units // 153) <= size.segments + 1
    assert size.units <= (160 if size.segments == 1 else 153 * size.segments)


@given(st.text(max_size=400), st.text(max_size=40))
def test_more_words_never_take_fewer_segments(text: str, more: str) -> None:
    longer = count(text + "a" + more)
    assert longer.segments >= 1
    if longer.encoding == count(text).encoding:
        assert longer.segments >= count(text).segments


@given(st.text(max_size=400))
def test_the_encoding_is_gsm_just_when_every_character_is(text: str) -> None:
    assert (count(text).encoding == GSM_7) is (set(text) <= set(BASIC + EXTENSION))
