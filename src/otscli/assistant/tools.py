"""What an assistant can ask: one tool an entry, over the questions of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from otscli.choices import ANY, CONFIDENCES, FACT_KINDS, LIST_OF, STATUSES
from otscli.query.members import EVERY

Form = Literal["text", "texts", "date", "flag", "count"]


class Parameter(NamedTuple):
    """A parameter of a tool, and the parameter of the question.

    `values` are the only ones, or the name of the list of the dataset's vocabulary that has
    them. `many` says that the question takes several. `question` is the one asked instead where
    the parameter is given. Without `asks` it chooses among the rows, by their field of its name:
    a flag then keeps those with it or those without it.
    """

    form: Form
    meaning: str
    asks: str = ""
    values: tuple[str, ...] | str = ()
    many: bool = False
    required: bool = False
    question: str = ""


class Tool(NamedTuple):
    """A tool: the question that it asks, with what is `fixed` in it."""

    question: str
    title: str
    meaning: str
    parameters: Mapping[str, Parameter]
    fixed: Mapping[str, Any] = {}


_DAY = "A day, month or year: 2018-10-16, 2018-10, 2018, 'Nov 2021', today, or the id of an event"
_ORGANIZATION = "Code or name in any spelling, such as OTS, NATO, Turkic Council"
_STATE = "Code or name in any spelling, such as HUN, Hungary"

_AS_OF = Parameter("date", f"{_DAY}. Default: the last day that the data cover.", "as_of")
_STATUS = Parameter(
    "text", "Only this status; 'any' includes all.", "status", (*STATUSES, ANY), many=True
)
_HISTORY = Parameter("flag", "Every period ever, instead of one day.", "history")
_TOPIC = Parameter("text", "Only this topic.", "topic", "topics", many=True)
_SINCE = Parameter("date", f"On or after this date. {_DAY}.", "since")
_UNTIL = Parameter("date", "On or before this date.", "until")
_DURING = Parameter("date", "Within this day, month or year.", "during")
_DISPUTED = Parameter("flag", "Only records that a source disputes.", "disputed")
_DIFFERS = Parameter(
    "flag", "Only records for which a source gives another date, place or number.", "differs"
)
_CONFIDENCE = Parameter(
    "text", "Only records supported this well.", "confidence", CONFIDENCES, many=True
)
_NEWEST = Parameter("flag", "The latest first.", "newest")

PAGING = {
    "limit": Parameter("count", "At most this many rows; default 20."),
    "offset": Parameter("count", "Rows to skip: next_offset of the previous answer."),
}
"""What every tool takes."""

TOOLS = {
    "find": Tool(
        "search",
        "Find records",
        "Find records of any type by words, in any spelling and nine languages, best match first. "
        "Use it to learn an id, or where no other tool fits; then `record` gives everything.",
        {
            "words": Parameter("text", 'Words, or a "phrase" in quotes.', "text", required=True),
            "type": Parameter("text", "Only records of this type.", values=tuple(LIST_OF)),
        },
    ),
    "members": Tool(
        "members",
        "Members of an organisation",
        "Who belongs to an organisation on a day, as member, observer, associate, partner, "
        "candidate or applicant; with history, every period ever: who joined or left when.",
        {
            "organization": Parameter("text", f"{_ORGANIZATION}; or all. Default: OTS.", "org"),
            "as_of": _AS_OF,
            "status": _STATUS,
            "state": Parameter("text", f"Only this state. {_STATE}.", "state", many=True),
            "history": _HISTORY,
            "disputed": _DISPUTED,
        },
    ),
    "memberships_of": Tool(
        "members",
        "Memberships of a state",
        "The organisations to which one state belongs on a day, with its status in each; with "
        "history, every period ever. Use `overlap` to compare states or organisations.",
        {
            "state": Parameter("text", f"{_STATE}.", "state", many=True, required=True),
            "as_of": _AS_OF,
            "status": _STATUS,
            "history": _HISTORY,
        },
        fixed={"org": EVERY},
    ),
    "overlap": Tool(
        "overlap",
        "Who belongs to all of them",
        "Two or more organizations: the states that belong to all of them, with the period in "
        "common. Two or more states: the organisations to which all of them belong. One "
        "organization, or none for the OTS: its states, with everything else they belong to. "
        "Full members only, unless status says otherwise.",
        {
            "organizations": Parameter("texts", f"{_ORGANIZATION}.", "orgs"),
            "states": Parameter("texts", f"{_STATE}.", "states", question="shared"),
            "as_of": _AS_OF,
            "status": _STATUS,
            "without": Parameter(
                "texts", "Leave out those that certainly belong to these as well.", "without"
            ),
            "history": _HISTORY,
        },
    ),
    "timeline": Tool(
        "timeline",
        "Events",
        "Events in order of date: summits, agreements, exercises, accessions, conflicts and more. "
        "Planned events are marked. Dates are inclusive and may be partial; every condition must "
        "hold. Use `claims` for what somebody said, planned or proposed.",
        {
            "words": Parameter("text", "Words of the title or the summary.", "search"),
            "since": _SINCE,
            "until": _UNTIL,
            "during": _DURING,
            "kind": Parameter("text", "Only this kind.", "kind", "kinds", many=True),
            "topic": _TOPIC,
            "state": Parameter(
                "text", f"Events in which this state takes part. {_STATE}.", "state", many=True
            ),
            "organization": Parameter("text", f"{_ORGANIZATION}.", "org", many=True),
            "place": Parameter("text", "City or place.", "place", many=True),
            "planned": Parameter(
                "flag", "True: only what is planned; false: only what has happened."
            ),
            "disputed": _DISPUTED,
            "differs": _DIFFERS,
            "confidence": _CONFIDENCE,
            "newest": _NEWEST,
        },
    ),
    "offices": Tool(
        "offices",
        "Who held which office",
        "Who holds an office on a day: chair and secretaries general of the OTS, heads of its "
        "bodies, heads of state and government; with history, every term ever.",
        {
            "office": Parameter(
                "text", "Id or words of its name, such as 'secretary general'.", "office"
            ),
            "as_of": _AS_OF,
            "organization": Parameter(
                "text", f"Offices of this body. {_ORGANIZATION}.", "org", many=True
            ),
            "state": Parameter("text", f"Offices of this state. {_STATE}.", "state", many=True),
            "person": Parameter("text", "Id, name or surname of the holder.", "person", many=True),
            "history": _HISTORY,
        },
    ),
    "claims": Tool(
        "facts",
        "Facts and what was said",
        "Facts, statements, plans, proposals and assessments, by who spoke and what about. Texts "
        "are paraphrases: do not quote them as the speaker's own words.",
        {
            "words": Parameter("text", "Words of the text.", "text"),
            "kind": Parameter("text", "Only this kind.", "kind", tuple(FACT_KINDS), many=True),
            "topic": _TOPIC,
            "speaker": Parameter("text", "Id, name or surname.", "speaker", many=True),
            "about": Parameter(
                "text", "A state, organisation, person, event or membership.", "about", many=True
            ),
            "since": _SINCE,
            "until": _UNTIL,
            "during": _DURING,
            "disputed": _DISPUTED,
            "differs": _DIFFERS,
            "confidence": _CONFIDENCE,
            "newest": _NEWEST,
        },
    ),
    "record": Tool(
        "show",
        "Records in full",
        "Everything that is recorded under some ids, codes or names, with every citation and its "
        "stance: sources that support, differ or dispute. Use it before you rely on a row that is "
        "disputed, differs or rests on a single source.",
        {
            "ids": Parameter(
                "texts", "Ids as other tools give them, codes or names.", "ids", required=True
            )
        },
    ),
}
"""Every tool, in the order in which an assistant sees them."""
