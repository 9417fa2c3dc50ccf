"""Whether a format can take an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otscli.answer import Answer, Look
from otscli.choices import FORMATS, LIST_OF, PICTURES, join_words, with_article
from otscli.errors import QueryError
from otscli.query import QUESTIONS

if TYPE_CHECKING:
    from otscli.output.fields import FieldSelection

_WITH_HISTORY = {"membership", "overlap", "shared", "term"}


def refuse_unfit(format_: str, answer: Answer, selection: FieldSelection, look: Look) -> None:
    """Raise `QueryError` if the format cannot take the answer or the selected fields."""
    takes = FORMATS[format_]
    if asked := next((name for name in Look._fields if getattr(look, name) is not None), None):
        if format_ not in PICTURES:
            raise QueryError(f"belongs to pictures; add {_AS_PICTURE}", asked)
        _refuse_undrawable(format_, answer)
    if selection and not takes.fields:
        raise QueryError(f"--fields has no meaning for -f {format_}; leave one of them out")
    if takes.dated and answer.view in {"page", "about"} and not _dated(answer.type):
        types = join_words([type_ for type_ in LIST_OF if _dated(type_)], "and")
        named = join_words(map(with_article, answer.type.split("+")), "and")
        raise QueryError(f"-f {format_} takes records with dates ({types}); {named} has none")
    if takes.dated and not _dated(answer.type):
        commands = join_words([name for name, question in QUESTIONS.items() if question.dated])
        raise QueryError(f"-f {format_} takes records with dates; use it with {commands}")
    if takes.drawn:
        _refuse_undrawable(format_, answer)


_AS_PICTURE = f"-f {join_words(PICTURES)}, or -o FILE with such an ending"


def _refuse_undrawable(format_: str, answer: Answer) -> None:
    """Raise `QueryError` with the option, or else the commands, whose answers can be drawn."""
    from otscli.drawing.scene import drawable

    if drawable(answer):
        return
    if answer.type == "count":
        raise QueryError(f"-f {format_} draws events, not how many they are; leave out --count")
    if answer.type in _WITH_HISTORY:
        raise QueryError(f"-f {format_} draws periods, not a day; add --history")
    commands = join_words([name for name, question in QUESTIONS.items() if question.drawable])
    raise QueryError(f"-f {format_} takes what can be drawn; use it with {commands}")


def _dated(type_: str) -> bool:
    """Whether rows of that type have a first possible day."""
    from otscli.row_fields import field_names

    return "start" in field_names(type_)
