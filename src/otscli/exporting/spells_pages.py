"""The codebook of `spells`, labels for Stata, and a script for R."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from otscli.choices import PARTIAL, STATUSES
from otscli.escaping import visible

if TYPE_CHECKING:
    from otscli.exporting.panel import Panel

_EVIDENCE = {
    "confidence": "official, corroborated (two or more publishers) or single-source",
    "disputed": "true where a source contests it",
    "source_ids": "the sources that support it, joined by ;",
    "id": "permanent identifier",
}
_EDGES = {
    "from": "first day, as recorded (EDTF), or unknown",
    "until": "first day after the spell, as recorded, or unknown; empty while it lasts",
    "start_min": "first possible first day; empty where unknown",
    "start_max": "last possible first day; empty where unknown",
    "end_min": "first possible last day (inclusive); the last day of the data where it is open",
    "end_max": "last possible last day (inclusive); the last day of the data where it is open",
    "left_censored": "1 where the first day is unknown",
    "right_censored": "1 where the spell is open or its end unknown",
    "event": "1 where the end is recorded, 0 where it is open; empty where the end is unknown",
}


def _codes(ending: str = "", which: str = "the state") -> dict[str, str]:
    return {
        f"ccode{ending}": f"Correlates of War number of {which}",
        f"gwcode{ending}": f"Gleditsch and Ward number of {which}",
        f"iso3c{ending}": f"ISO 3166-1 alpha-3 of {which}; empty where ISO has none",
        f"iso3n{ending}": f"ISO 3166-1 numeric of {which}, three digits",
        f"vdem{ending}": f"V-Dem country id of {which}",
        f"state{ending}": f"identifier of {which} in this data",
    }


FILES: Mapping[str, Mapping[str, str]] = {
    "spells": {
        **_codes(),
        "state_name": "English name of the state",
        "organization": "identifier of the organization",
        "organization_name": "English name of the organization",
        "status": "which status",
        "status_cow": "status in the codes of Correlates of War: 1, 2, 3; empty for others",
        **_EDGES,
        **_EVIDENCE,
    },
    "state_year": {
        **_codes(),
        "year": "calendar year",
        "organization": "identifier of the organization",
        "member": "1 full member, by the rule for partial years",
        "standing": "1 member, associate, observer or partner, by the same rule",
        "status_cow": "0 none, 1 full, 2 associate, 3 observer, by the same rule",
        "member_any": "1 full member on any day of the year",
        "member_jan1": "1 full member on 1 January",
        "member_dec31": "1 full member on 31 December",
        "possible_any": "1 possibly a full member on some day of the year",
        "share_of_year": "part of the days of the year as full member; empty where not exact",
        "status_dec31": "the status that certainly holds on 31 December",
    },
    "dyad_year": {
        **_codes("1", "the first state"),
        **_codes("2", "the second state"),
        "year": "calendar year",
        "joint_full": "organizations recorded here of which both are certainly full members",
        "joint_full_max": "the same, with those of which both possibly are",
        "joint_any": "organizations recorded here in which both certainly have a standing",
        "joint_any_max": "the same, with those in which both possibly have one",
        "days_joint_max": "most days of the year of certain joint full membership in one of them",
        "org_list": "the organizations counted by joint_full, joined by ;",
    },
    "offices": {
        **_codes("", "the state whose office it is"),
        "organization": "the organization whose office it is",
        "office": "identifier of the office",
        "office_name": "name of the office",
        "person": "identifier of the holder, where that is a person",
        "holder_state": "identifier of the holder, where that is a state",
        "holder_name": "name of the holder",
        "acting": "true where held for the time being, or by a deputy",
        **_EDGES,
        "note": "what a reader must know",
        **_EVIDENCE,
    },
}
"""The columns of every file, with their meanings."""

_TEXT = ("iso3n", "iso3n1", "iso3n2", "from", "until")  # codes with digits that are not numbers


_ANSWERS = (
    "- 1: it certainly holds. 0: it certainly does not. Empty: nobody can say, since the "
    "possible days leave it open, the year was not over, the organization did not exist, or "
    "its membership is recorded only in part. Empty is never 0."
)
_SYSTEMS = (
    "- COW's list of states ends in 2016 and that of Gleditsch and Ward in 2020; numbers of "
    "later years are those of the last year listed."
)
_CELLS = (
    "- A text that begins with =, +, -, @ or ' has one ' in front; control characters and "
    "backslashes are written as \\xNN, \\uNNNN and \\\\."
)


def codebook(
    about: Mapping[str, Any],
    panel: Panel,
    columns: Mapping[str, Mapping[str, str]],
    *,
    directed: bool,
) -> str:
    """Return the codebook in Markdown."""
    without = sorted(
        {row["party"] for row in panel.memberships if panel.states[row["party"]]["cow"] is None}
    )
    full = [body.id for body in panel.bodies if body.full]
    part = [body.id for body in panel.bodies if not body.full]
    pairs = "directed, with two rows each" if directed else "undirected, with ccode1 < ccode2"
    lines = [
        "# Codebook",
        "",
        f"{visible(about.get('title', about.get('id', 'Dataset')))}.",
        *(f"{key}: {visible(str(about[key]))}" for key in ("citation",) if key in about),
        "",
        f"- The data reach to {panel.reach}. Days are inclusive; an open spell ends on that day.",
        f"- A year counts by the rule `{panel.partial}`: {PARTIAL[panel.partial]}.",
        _ANSWERS,
        f"- Recorded in full, with zeros: {', '.join(full) or 'none'}.",
        f"- Recorded in part, without zeros: {', '.join(part) or 'none'}.",
        "- The counts of dyad-years count the organizations recorded here, and are no totals.",
        f"- Pairs are {pairs}.",
        f"- States without a COW number, and so in no pair: {', '.join(without) or 'none'}.",
        f"- Memberships of organizations in organizations that are left out: {panel.left_out}.",
        _SYSTEMS,
        _CELLS,
    ]
    for name, meanings in columns.items():
        lines += ["", f"## {name}.csv", "", "| column | meaning |", "| --- | --- |"]
        lines += [f"| `{column}` | {meaning} |" for column, meaning in meanings.items()]
    return "\n".join([*lines, ""])


def labels(columns: Mapping[str, Mapping[str, str]]) -> str:
    """Return a do-file for Stata that reads and labels every file and saves it as .dta."""
    lines = ["* Run in the folder of the files: do labels.do", "version 14", "clear all"]
    statuses = " ".join(f'{i} "{status}"' for i, status in enumerate(STATUSES, start=1))
    for name, meanings in columns.items():
        texts = [i for i, column in enumerate(meanings, start=1) if column in _TEXT]
        strings = f" stringcols({' '.join(map(str, texts))})" if texts else ""
        options = f'encoding("utf-8") varnames(1) case(preserve) bindquote(strict){strings} clear'
        lines += ["", f'import delimited using "{name}.csv", {options}']
        lines += [f'label variable {column} "{said[:80]}"' for column, said in meanings.items()]
        if "start_min" in meanings:
            for edge in ("start_min", "start_max", "end_min", "end_max"):
                lines += [
                    f'generate {edge}_day = daily({edge}, "YMD")',
                    f"format {edge}_day %td",
                ]
        if "status" in meanings:
            lines += [
                f"label define status {statuses}",
                "encode status, generate(status_code) label(status) noextend",
                "generate last_day = end_max_day + 1",
                "stset last_day if !missing(event), failure(event==1) origin(time start_min_day)",
            ]
        lines.append(f'save "{name}.dta", replace')
    return "\n".join([*lines, ""])


def script(columns: Mapping[str, Mapping[str, str]]) -> str:
    """Return a script in base R that reads every file."""
    lines = [
        "# In the folder of the files: source('read.R'). Empty cells are NA, and never 0.",
        "read <- function(name, texts) {",
        '  heading <- names(read.csv(name, nrows = 1, check.names = FALSE, encoding = "UTF-8"))',
        "  classes <- ifelse(heading %in% texts, 'character', NA)",
        '  read.csv(name, na.strings = "", colClasses = classes, encoding = "UTF-8",',
        "           check.names = FALSE, stringsAsFactors = FALSE)",
        "}",
    ]
    for name, meanings in columns.items():
        texts = ", ".join(f'"{column}"' for column in meanings if column in _TEXT)
        lines.append(f'{name} <- read("{name}.csv", c({texts}))')
    lines += [
        "for (edge in c('start_min', 'start_max', 'end_min', 'end_max')) {",
        "  spells[[edge]] <- as.Date(spells[[edge]])",
        "  offices[[edge]] <- as.Date(offices[[edge]])",
        "}",
        f"levels <- c({', '.join(f'{chr(34)}{status}{chr(34)}' for status in STATUSES)})",
        "spells$status <- factor(spells$status, levels = levels)",
    ]
    return "\n".join([*lines, ""])
