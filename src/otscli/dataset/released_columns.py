"""The columns of csv and tsv in earlier releases, by record type, as plain data.

A table whose header begins with them was written by `ots`, so reading undoes its guards against
formulas and its escapes. The columns of this release follow from the records; add them here when
the next release changes them.
"""

from __future__ import annotations

_1_0_0 = {
    "event": """
        id type date start end kind title summary place.city place.country place.venue states
        organizations topics confidence disputed differs sources
    """,
    "membership": """
        id type state state_name organization organization_name status from until start end
        certain basis milestones confidence disputed differs sources
    """,
    "fact": """
        id type kind text date start end speaker speaker_name about topics target confidence
        disputed differs sources
    """,
    "state": """
        id type name formal_name names iso2 numeric wikidata cow cow_note capital capital_names
        area_km2 population population_as_of official_language independence leaders
        leaders_as_of note confidence disputed differs sources memberships
    """,
    "organization": """
        id type name kind names founded dissolved predecessors predecessor_names
        predecessor_founded coverage states seat website wikidata related_to note confidence
        disputed differs sources memberships
    """,
    "person": "id type name names state wikidata roles",
    "place": "id type name country names wikidata note",
    "source": """
        id type name kind publisher via mirror title url archived published language sha256 note
        cited_by
    """,
}

RELEASED = {type_: (tuple(columns.split()),) for type_, columns in _1_0_0.items()}
"""By type of record, the columns of each release."""
