"""A scene as SVG: the same bytes for the same scene.

Text is measured, so that nothing exceeds the picture; `xml.etree` escapes all text. Colours are
classes: a picture without a theme follows the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any
from xml.etree import ElementTree as ET

from otscli.answer import Look
from otscli.choices import PICTURE_WIDTHS
from otscli.choices import THEMES as NAMES
from otscli.drawing.measure import FAMILY, width, wrapped
from otscli.drawing.scene import LETTERS, Bars, Frame, Lanes, Matrix, Scene, Sets
from otscli.drawing.themes import THEMES, Theme
from otscli.errors import QueryError
from otscli.escaping import visible

WIDTH = 800
"""The default width in pixels."""

_SWATCHES = {"solid": 1.5, "hatched": 1.5, "arrow": 0.8, "dashed": 0.6}
"""The kinds of swatch, with their widths in em."""

_NO_XML = re.compile("[\ufffe\uffff]")  # what XML cannot contain and `visible` does not escape


def svg(scene: Scene, look: Look = Look(), *, inline: bool = False) -> str:  # noqa: B008 - a tuple
    """Return a picture of the scene.

    `inline` is for an HTML page that has the rows below: no XML declaration, and no links, which a
    screen reader that reads the picture as one image could not name. Raises `QueryError` for an
    invalid width or theme.
    """
    canvas = Canvas(scene.frame, look, links=not inline)
    module = import_module(f"otscli.drawing.{_DRAWERS[type(scene)]}")
    module.draw(scene, canvas)
    return canvas.finished(declared=not inline)


_DRAWERS: dict[type, str] = {
    Bars: "draw_bars",
    Matrix: "draw_matrix",
    Sets: "draw_sets",
    Lanes: "draw_lanes",
}


class Canvas:
    """A picture under construction: `y` is the position of the next item."""

    def __init__(self, frame: Frame, look: Look, *, links: bool) -> None:
        self._frame = frame
        self._links = links
        self._themes = _themes(look.theme)
        self.width = _width(look.width)
        self.size = max(10, min(16, round(self.width / 66)))
        self.small = round(self.size * 0.85)
        self.margin = round(self.size * 1.4)
        self._root = ET.Element("svg")
        self._styles: dict[str, None] = {}
        self.body = ET.Element("g")
        self.y: float = self.margin
        title = round(self.size * 1.45)
        for line in wrapped(frame.title, title, self.room):
            self.y += title * 1.2
            self.text(self.body, self.margin, self.y - title * 0.25, line, size=title)
        self.y += self.size * 0.3
        self.paragraph(frame.finding, self.size, "t")
        self.y += self.size * 0.6

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def left(self) -> float:
        """The left margin."""
        return self.margin

    @property
    def right(self) -> float:
        """The left edge of the right margin."""
        return self.width - self.margin

    def widen(self, needed: float) -> None:
        """Widen the picture if its content needs it."""
        self.width = max(self.width, int(needed + 0.999))

    def add(self, parent: ET.Element, tag: str, **attributes: Any) -> ET.Element:
        """Add an element; numbers are rounded to a tenth of a pixel, `class_` is `class`."""
        named = {
            key.rstrip("_").replace("_", "-"): number(value)
            if not isinstance(value, str)
            else value
            for key, value in attributes.items()
        }
        return ET.SubElement(parent, tag, named)

    def text(
        self,
        parent: ET.Element,
        x: float,
        y: float,
        content: str,
        class_: str = "t",
        *,
        size: float | None = None,
        anchor: str = "",
        turned: bool = False,
    ) -> None:
        """Write text on one line: from `x`, up to it (`end`) or around it (`middle`)."""
        if not content:
            return
        more: dict[str, str] = {"text-anchor": anchor} if anchor else {}
        if size and size != self.size:
            more["font-size"] = number(size)
        if turned:
            more["transform"] = f"rotate(-90 {number(x)} {number(y)})"
        element = self.add(parent, "text", x=x, y=y, class_=class_)
        element.attrib.update(more)
        element.text = _safe(content)

    def paragraph(self, content: str, size: float, class_: str) -> None:
        """Write text over as many lines as it needs, from margin to margin."""
        for line in wrapped(content, size, self.room) if content else ():
            self.y += size * 1.35
            self.text(self.body, self.margin, self.y - size * 0.35, line, class_, size=size)

    def key(self, names: Sequence[tuple[str, str]]) -> None:
        """Write the names of ids."""
        if names:
            self.y += self.size * 0.6
            self.paragraph("; ".join(f"{id_}: {name}" for id_, name in names), self.small, "s")

    def mark(self, parent: ET.Element, says: str, link: str | None = None) -> ET.Element:
        """Return a group with a tooltip and a link to its source."""
        if link and self._links:
            group = self.add(parent, "a", href=_safe(link))
        else:
            group = self.add(parent, "g")
        if says:
            self.add(group, "title").text = _safe(says)
        return group

    def fill(self, style: str, *, certain: bool) -> dict[str, str]:
        """Return the attributes that fill a shape of that style, solid or hatched."""
        self._styles[style] = None
        return {"class_": f"c-{style}"} if certain else {"fill": f"url(#ots-{style})"}

    def swatches(self, items: Sequence[tuple[str, str, str]]) -> None:
        """Write a legend: each item is a kind of swatch, a style and its meaning.

        Kinds are `solid`, `hatched`, `arrow`, `dashed`, and a text that is its own swatch.
        """
        x: float = self.margin
        step = self.size * 1.7
        self.y += step
        for kind, style, meaning in items:
            drawn = _SWATCHES.get(kind, 0) * self.size or width(kind, self.size)
            needed = drawn + self.size * 0.45 + width(meaning, self.size)
            if x > self.margin and x + needed > self.right:
                x, self.y = self.margin, self.y + step
            self._swatch(x, kind, style, drawn)
            at = x + drawn + self.size * 0.45
            for i, line in enumerate(wrapped(meaning, self.size, self.right - at)):
                self.y += self.size * 1.3 * bool(i)
                self.text(self.body, at, self.y - self.size * 0.35, line, "s")
            x += needed + self.size * 1.4
        self.y += self.size * 0.5

    def _swatch(self, x: float, kind: str, style: str, box: float) -> None:
        top, height = self.y - self.size * 1.15, self.size * 1.05
        if kind == "arrow":
            self.arrow(self.body, x, top, height, style, holds=True)
        elif kind == "dashed":
            d = f"M{number(x + box / 2)} {number(top)}v{number(height)}"
            self.add(self.body, "path", d=d, class_="k")
        elif kind in _SWATCHES:
            certain = kind == "solid"
            self.add(
                self.body,
                "rect",
                x=x,
                y=top,
                width=box,
                height=height,
                **self.fill(style, certain=certain),
            )
            if certain and LETTERS[style]:
                self.letter(self.body, x + box / 2, top + height / 2, LETTERS[style], style)
        else:
            self.text(self.body, x, self.y - self.size * 0.35, kind)

    def letter(
        self, parent: ET.Element, x: float, y: float, letter: str, style: str, *, on: bool = True
    ) -> None:
        """Write a letter at a point: `on` a solid fill, else on paper or hatching."""
        class_ = f"l i-{style}" if on else "l o"
        self.text(parent, x, y + self.small * 0.36, letter, class_)

    def arrow(
        self, parent: ET.Element, x: float, y: float, height: float, style: str, *, holds: bool
    ) -> None:
        """Draw the arrow of an open end: filled where the period holds on the last day."""
        self._styles[style] = None
        class_ = f"c-{style}" if holds else f"e-{style}"
        d = f"M{number(x)} {number(y)}l{number(height * 0.7)} {number(height / 2)}"
        self.add(
            parent, "path", d=f"{d}l{number(-height * 0.7)} {number(height / 2)}z", class_=class_
        )

    def rule(self, parent: ET.Element, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a fine line."""
        d = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
        self.add(parent, "path", d=d, class_="r")

    def dots(self, parent: ET.Element, xs: Sequence[float], y: float) -> None:
        """Draw a dot in each empty cell of a line."""
        if xs:
            self.add(
                parent, "path", d="".join(f"M{number(x)} {number(y)}h0" for x in xs), class_="n"
            )

    def finished(self, *, declared: bool) -> str:
        """Return the SVG, with notes and source at the bottom."""
        self.y += self.size * 0.6
        for note in self._frame.notes:
            self.paragraph(note, self.small, "s")
        self.paragraph(self._frame.source, self.small, "s")
        height = round(self.y + self.margin * 0.8)
        root = self._root
        root.attrib |= {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "ots-picture",
            "width": str(self.width),
            "height": str(height),
            "viewBox": f"0 0 {self.width} {height}",
            "font-family": f"{FAMILY}, Arial, sans-serif",
            "font-size": str(self.size),
            "role": "img",
            "aria-labelledby": "ots-title ots-desc",
        }
        self.add(root, "title", id="ots-title").text = _safe(self._frame.title)
        said = " ".join([self._frame.finding, self._frame.source])
        self.add(root, "desc", id="ots-desc").text = _safe(said)
        self.add(root, "style").text = self._css()
        defs = self.add(root, "defs")
        for style in self._styles:
            self._pattern(defs, style)
        self.add(root, "rect", width=self.width, height=height, class_="p")
        root.append(self.body)
        _break_lines(root)
        text = ET.tostring(root, encoding="unicode")
        return ('<?xml version="1.0" encoding="UTF-8"?>\n' if declared else "") + text + "\n"

    def _pattern(self, defs: ET.Element, style: str) -> None:
        pattern = self.add(
            defs,
            "pattern",
            id=f"ots-{style}",
            width=5,
            height=5,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        self.add(pattern, "path", d="M1 0V5", class_=f"h-{style}")

    def _css(self) -> str:
        first, *second = self._themes
        css = self._rules(THEMES[first])
        for other in second:
            css += f"@media (prefers-color-scheme:{other}){{{self._rules(THEMES[other])}}}"
        return css

    def _rules(self, theme: Theme) -> str:
        rules = {
            "p": f"fill:{theme.paper}",
            "t": f"fill:{theme.ink}",
            "s": f"fill:{theme.soft}",
            "r": f"fill:none;stroke:{theme.rule};stroke-width:1",
            "o": f"fill:{theme.ink};stroke:{theme.paper};stroke-width:6;paint-order:stroke",
            "n": f"stroke:{theme.soft};stroke-width:2;stroke-linecap:round",
            "w": f"fill:{theme.paper};stroke:{theme.soft};stroke-width:1",
            "l": f"font-size:{self.small}px;text-anchor:middle",
            "k": f"fill:none;stroke:{theme.ink};stroke-width:1;stroke-dasharray:3 3",
        }
        for style in self._styles:
            fill = theme.fills[style]
            rules[f"c-{style}"] = f"fill:{fill.fill};stroke:{fill.line};stroke-width:1"
            rules[f"i-{style}"] = f"fill:{fill.ink}"
            rules[f"h-{style}"] = f"stroke:{fill.line};stroke-width:1.6"
            rules[f"b-{style}"] = f"stroke:{fill.line};stroke-width:1"
            rules[f"e-{style}"] = f"fill:none;stroke:{fill.line};stroke-width:1"
        return "".join(f".ots-picture .{name}{{{rule}}}" for name, rule in rules.items())


def number(value: float) -> str:
    """Return a number to a tenth, as short as possible."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _themes(asked: str | None) -> tuple[str, ...]:
    """The theme asked for; else light, or dark if the reader prefers it."""
    if asked is None:
        return ("light", "dark")
    if asked not in NAMES:
        raise QueryError(f"no theme {asked!r}; there are {', '.join(NAMES)}", "theme")
    return (asked,)


def _width(asked: int | None) -> int:
    if asked is None:
        return WIDTH
    narrowest, widest = PICTURE_WIDTHS
    if not narrowest <= asked <= widest:
        raise QueryError(f"{asked} is no width; write {narrowest} to {widest} pixels", "width")
    return asked


def _safe(text: str) -> str:
    return _NO_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", visible(text))


def _break_lines(element: ET.Element) -> None:
    """Put the children of an element on lines of their own, so that pictures can be compared."""
    if element.tag in {"svg", "g", "defs"}:
        element.text = "\n"
        for child in element:
            child.tail = "\n"
            _break_lines(child)
