"""The look of the documents: measures, sizes and colours in one place.

A certificate is set in the roomiest of `SCALES` in which it takes the fewest pages, so that three
skills do not look lost on the page and twelve still fit on it.
"""

from __future__ import annotations

import attrs

__all__ = [
    "BLACK",
    "CODE_SIDE",
    "CONTENT_BOTTOM",
    "CONTENT_TOP",
    "CONTENT_WIDTH",
    "HAIRLINE",
    "INK",
    "LEFT",
    "PAGE_HEIGHT",
    "PAGE_WIDTH",
    "QUIET",
    "RULE",
    "SCALES",
    "Scale",
]

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT = 24.0
CONTENT_WIDTH = PAGE_WIDTH - 2 * LEFT
CONTENT_TOP, CONTENT_BOTTOM = 18.0, 281.0

CODE_SIDE = 41.0
"""The side of the square that is kept for the code which a phone reads, quiet zone included."""

BLACK = "#000000"
"""For the code alone, which a machine reads."""
INK = "#1b1b1d"
QUIET = "#54565b"
"""For what explains: a contrast of 7.4 to 1 on white, so that it survives a bad copier."""
RULE = "#b4b5b8"
HAIRLINE = 0.2


@attrs.frozen(kw_only=True)
class Scale:
    """Sizes that go together.

    Attributes:
        body: The type size of the skills, in points.
        small: The type size of what explains, in points.
        heading: The type size of headings, in points.
        leading: The distance of lines in parts of the type size.
        air: What the gaps of the head of the page are multiplied by.
        line_gap: The space between two skills, in millimetres.
        group_gap: The space before a heading, in millimetres.
    """

    body: float
    small: float
    heading: float
    leading: float
    air: float
    line_gap: float
    group_gap: float


SCALES = (
    Scale(body=10.6, small=8.8, heading=12.0, leading=1.42, air=1.30, line_gap=1.7, group_gap=7.0),
    Scale(body=10.0, small=8.5, heading=11.5, leading=1.40, air=1.05, line_gap=1.3, group_gap=5.8),
    Scale(body=9.6, small=8.2, heading=11.0, leading=1.36, air=0.85, line_gap=1.0, group_gap=4.8),
    Scale(body=9.3, small=8.0, heading=10.6, leading=1.33, air=0.70, line_gap=0.75, group_gap=4.0),
    Scale(body=9.0, small=7.8, heading=10.2, leading=1.30, air=0.56, line_gap=0.55, group_gap=3.5),
    Scale(body=8.7, small=7.6, heading=9.8, leading=1.27, air=0.44, line_gap=0.45, group_gap=3.0),
)
