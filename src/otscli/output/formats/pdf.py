"""`pdf`: the picture of `svg` as a page."""

from __future__ import annotations

from otscli.answer import Answer
from otscli.output.fields import FieldSelection
from otscli.output.formats.svg import picture
from otscli.output.terminal import Output


def write(answer: Answer, output: Output, _: FieldSelection) -> None:
    """Write the picture. Raises `QueryError` if the answer cannot be drawn."""
    from otscli.drawing.raster import foreign, pdf

    drawn = picture(answer, output)
    if letters := foreign(drawn):
        output.complain(f"drawn with the fonts of this machine, if they have them: {letters}")
    output.write_bytes(pdf(drawn))
