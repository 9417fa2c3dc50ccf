"""The colours of pictures: three themes, each a scale of lightness.

Statuses follow the viridis scale, which is even in lightness and made for all kinds of colour
vision; the weightiest has the strongest contrast to the background. Letters repeat the information.
"""

from __future__ import annotations

from typing import NamedTuple


class Fill(NamedTuple):
    """The colour of what is certain, of letters on it, and of hatching and edges."""

    fill: str
    ink: str
    line: str


class Theme(NamedTuple):
    """Background, text, secondary text, fine lines, and a fill for each style."""

    paper: str
    ink: str
    soft: str
    rule: str
    fills: dict[str, Fill]


_LADDER = ("member", "associate", "candidate", "observer", "partner", "applicant")
"""From the weightiest to the lightest."""


def _theme(
    paper: str, ink: str, soft: str, rule: str, plain: Fill, fills: tuple[Fill, ...]
) -> Theme:
    """`plain` is for what has no status."""
    named = dict(zip(_LADDER, fills, strict=True))
    named |= {"joint": plain, "term": plain, "acting": fills[4], "event": plain}
    return Theme(paper, ink, soft, rule, named)


_WHITE, _BLACK = "#ffffff", "#16191d"

THEMES = {
    "light": _theme(
        _WHITE,
        _BLACK,
        "#595f69",
        "#d5d9df",
        Fill("#3b538a", _WHITE, "#3b538a"),
        (
            Fill("#471f71", _WHITE, "#471f71"),
            Fill("#3b538a", _WHITE, "#3b538a"),
            Fill("#27828d", _WHITE, "#27828d"),
            Fill("#2daf7e", _BLACK, "#1d7f5a"),
            Fill("#81d24d", _BLACK, "#4c8527"),
            Fill("#ede525", _BLACK, "#857f00"),
        ),
    ),
    "dark": _theme(
        "#15181e",
        "#e8eaee",
        "#a0a7b4",
        "#3a404b",
        Fill("#7fa6dc", _BLACK, "#7fa6dc"),
        (
            Fill("#f6e625", _BLACK, "#f6e625"),
            Fill("#8bd446", _BLACK, "#8bd446"),
            Fill("#36b578", _BLACK, "#36b578"),
            Fill("#228f8c", _BLACK, "#2ba5a2"),
            Fill("#31688d", _WHITE, "#4f8fb8"),
            Fill("#423e83", _WHITE, "#7f7ac8"),
        ),
    ),
    "print": _theme(
        _WHITE,
        "#000000",
        "#404040",
        "#c8c8c8",
        Fill("#444444", _WHITE, "#444444"),
        (
            Fill("#1c1c1c", _WHITE, "#1c1c1c"),
            Fill("#444444", _WHITE, "#444444"),
            Fill("#6e6e6e", _WHITE, "#6e6e6e"),
            Fill("#999999", "#000000", "#6e6e6e"),
            Fill("#c4c4c4", "#000000", "#6e6e6e"),
            Fill("#ececec", "#000000", "#6e6e6e"),
        ),
    ),
}
"""By name, the default first."""
