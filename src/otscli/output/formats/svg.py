"""`svg`: the answer as a picture."""

from __future__ import annotations

from otscli.answer import Answer
from otscli.drawing.canvas import svg
from otscli.drawing.scene import scene
from otscli.output.fields import FieldSelection
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, _: FieldSelection) -> None:
    """Write the picture, on a terminal with characters.

    Raises `QueryError` if the answer cannot be drawn.
    """
    if not output.terminal:
        output.write(picture(answer, output))
        return
    from otscli.drawing.characters import characters

    drawn = scene(answer, output.look)
    output.write(characters(drawn, output.width or 80, unicode=output.unicode))
    output.complain("drawn with characters; `-o FILE.svg` writes the picture")


def picture(answer: Answer, output: Output) -> str:
    """Return the picture as SVG. Raises `QueryError` if the answer cannot be drawn."""
    return svg(scene(answer, output.look), output.look)
