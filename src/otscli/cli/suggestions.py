"""Other people's words for what we have: the one table of both.

Unknown words are answered by meaning first, then by spelling.
"""

from __future__ import annotations

from collections.abc import Iterable

from otscli.folding import fold, nearest

_PICTURE = "`-o FILE.svg` after a question, such as `ots timeline -o timeline.svg`"
_BARS = "`-o FILE.svg` after a history, such as `ots members --history -o members.svg`"
_MATRIX = "`ots overlap`, or a picture of it: `ots overlap -o FILE.svg`"


def _each(*groups: tuple[str, str]) -> dict[str, str]:
    return {word: meaning for words, meaning in groups for word in words.split()}


COMMANDS = _each(
    ("plot chart draw graph picture image figure svg png pdf visualize visualise", _PICTURE),
    ("gantt bars", _BARS),
    ("matrix upset venn", _MATRIX),
    ("excel xlsx spreadsheet sqlite database site website datasette parquet", "`ots export`"),
    ("csv tsv json yaml markdown html", "`-f FORMAT` after a question: `ots members -f csv`"),
    ("jsonl download dump spells dyads", "`ots export`"),
    ("calendar ics ical", "`ots timeline -f ics`"),
    ("quote quotes quotation say says said speech statement statements", "`ots facts`"),
    ("opinions remarks", "`ots facts --kind statement`"),
    ("fact opinion plans proposals assessments claims", "`ots facts`"),
    ("who", "`ots members`, `ots offices`, or `ots about NAME`"),
    ("whois person people leader leaders", "`ots about NAME` or `ots offices`"),
    ("president presidents minister ministers chair chairman chairs", "`ots offices`"),
    ("secretary head heads government term terms", "`ots offices`"),
    ("what is intro introduction describe explain", "`ots about`, such as `ots about OTS`"),
    ("info", "`ots about NAME`, or `ots data info` for the dataset"),
    ("when event events history chronology log calendar-events", "`ots timeline`"),
    ("summit summits meetings", "`ots timeline`, such as `ots timeline summits`"),
    ("latest recent new newest news headlines", "`ots timeline --newest`"),
    ("disputed disputes contested", "`ots timeline --disputed` or `ots members --disputed`"),
    ("upcoming future planned agenda schedule", "`ots next`"),
    ("birthday anniversary onthisday on-this-day", "`ots today`"),
    ("state states country countries", "`ots list states`, or `ots members`"),
    ("capital capitals population populations area size", "`ots list states` or `ots about NAME`"),
    ("flag anthem language currency", "`ots search`, such as `ots search flag`"),
    ("map", "`ots list states`, or `ots overlap` for who belongs where"),
    ("organization organizations organisation organisations org orgs", "`ots list orgs`"),
    ("kinds topics places statuses formats", "`ots list`"),
    ("member membership memberships observers observer join", "`ots members`"),
    ("compare intersect intersection common both joint", "`ots overlap` or `ots shared`"),
    ("joined joins left accession accessions status", "`ots changes`"),
    ("find grep query lookup ask", "`ots search`"),
    ("get view open cat read record", "`ots show`"),
    ("bibtex bib ris citation citations reference references", "`ots cite`"),
    ("source documents bibliography", "`ots sources`"),
    ("validate lint verify test", "`ots check`"),
    ("diff", "`ots data diff`"),
    ("schema", "`ots data schema`"),
    ("path where", "`ots data path`"),
    ("update upgrade refresh", "`ots data info`; a newer package has newer data"),
    ("convert load add", "`ots import`, or `--data FILE` for a dataset of your own"),
    ("server serve assistant assistants ai llm agent claude cursor", "`ots mcp`"),
    ("version", "`ots --version`"),
    ("options flags usage man manual docs", "`ots help`"),
    ("completion completions", "`ots --install-completion`"),
)
"""Words typed in place of a command, and what to type instead."""

SYNONYMS = {
    "since": ("from", "after"),
    "until": ("to", "before"),
    "during": ("year", "on", "in", "date", "at"),
    "as-of": ("year", "on", "in", "date", "at"),
    "state": ("country",),
    "org": ("organization", "organisation"),
    "newest": ("latest",),
}
"""Our options with their names in other tools; the first that a command has is meant."""

OPTIONS = _each(
    ("svg png pdf plot chart picture", "`-o FILE.svg`"),
    ("csv tsv yaml md markdown html jsonl ids ics table", "`-f FORMAT`, such as `-f csv`"),
    ("xlsx excel", "`-o FILE.xlsx`"),
    ("reverse desc descending sort order recent last", "`--newest`"),
    ("all", "`ots members all` for every organisation, `--history` for every period"),
    ("ever always periods gantt", "`--history`"),
    ("columns select", "`--fields`"),
    ("max top head first", "`--limit N`"),
    ("out file save", "`-o FILE`"),
    ("by", "`--count` in `ots timeline`, `--speaker` in `ots facts`"),
    ("group group-by", "`--count`"),
    ("bibtex bib ris", "`-f bibtex` or `-f ris`, in `ots cite`"),
    ("v", "`--version`, or `--explain`"),
    ("person by-person who", "`--speaker` in `ots facts`, `--person` in `ots offices`"),
    ("city where location host venue", "`--place`"),
    ("type category", "`--kind`"),
    ("subject theme tag about", "`--topic`"),
    ("text grep query match filter word words", "`--search`"),
    ("contested controversial", "`--disputed`"),
    ("language locale", "`--lang`"),
    ("observer observers members-only", "`--status`"),
    ("verbose why", "`--explain`"),
    ("strict fail", "`--exit-status`"),
)
"""Words typed as options that do not exist, and what to type instead."""

KINDS = _each(
    ("war wars battle fighting hostilities", "conflict"),
    ("treaty treaties pact accord deal contract", "agreement"),
    ("conference summitry leaders-summit", "summit"),
    ("join joins joined joining admission admitted membership enlargement", "accession"),
    ("manoeuvres maneuvers drill drills", "exercise"),
    ("ministers", "ministerial"),
    ("sport sports", "games"),
    ("quote quotes remark remarks speech", "statement"),
    ("nomination election elected", "appointment"),
    ("award awards medal prize", "honour"),
    ("creation foundation established establishment", "founding"),
    ("project projects railway road pipeline", "infrastructure"),
    ("strategy programme program vision", "plan"),
    ("communique resolution", "declaration"),
)
"""Everyday words for kinds of event and fact."""

TOPICS = _each(
    ("military army armed defense forces arms weapons", "defence"),
    ("economy economic business commerce investment market finance exports", "trade"),
    ("oil gas pipeline pipelines electricity nuclear power renewable", "energy"),
    ("railway rail road roads ports logistics shipping connectivity", "transport"),
    ("language alphabet heritage art music film cinema tourism", "culture"),
    ("climate ecology water nature green", "environment"),
    ("earthquake flood humanitarian relief emergency", "disaster"),
    ("it internet ai cyber technology tech", "digital"),
    ("terrorism police crime safety", "security"),
    ("nation nationalism turkicness brotherhood", "identity"),
    ("secretariat governance structure charter", "institutions"),
)
"""Everyday words for topics."""


LISTS = _each(
    ("state country countries nations", "states"),
    ("organization organizations organisation organisations org bodies", "orgs"),
    ("person persons leaders politicians", "people"),
    ("kind types", "kinds"),
    ("topic subjects themes", "topics"),
    ("place cities city", "places"),
    ("office posts", "offices"),
    ("format", "formats"),
)
"""Lists by everyday words."""

OFFICES = _each(("chairman chairmanship chairperson presidency chairing", "chair"))
"""Words in names of offices by everyday words."""


def command_meant(typed: str, known: Iterable[str]) -> str:
    """Say what to type instead of an unknown command."""
    if meant := COMMANDS.get(_key(typed)):
        return f"try {meant}"
    near = nearest(typed, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else "`ots help` lists the commands"


def option_meant(typed: str) -> str:
    """Say what to type instead of an option that a command lacks; empty if unknown."""
    meant = OPTIONS.get(_key(typed.lstrip("-")))
    return f"try {meant}" if meant else ""


def everyday(table: dict[str, str], typed: str) -> str | None:
    """Return the kind or topic that an everyday word means."""
    return table.get(_key(typed))


def _key(typed: str) -> str:
    return fold(typed.strip())
