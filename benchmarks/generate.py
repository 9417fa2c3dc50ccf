"""Events in any number, made up but alike on every run: JSON Lines on standard output.

    python benchmarks/generate.py 1000000 > events.jsonl

Each event has a day between 1900 and 2099 (one in ten only a month), a kind, a title of a
dozen words, a summary, a place, states and a topic. The word `event` stands in every title,
the word `needle` in a hundred of them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys

KINDS = ("summit", "meeting", "ministerial", "agreement", "declaration", "exercise")
TOPICS = ("energy", "trade", "transport", "culture", "security", "digital")
STATES = ("AZE", "KAZ", "KGZ", "TUR", "UZB", "HUN", "TKM")
CITIES = ("Ankara", "Astana", "Baku", "Bishkek", "Budapest", "Istanbul", "Tashkent", "Ashgabat")
WORDS = """
council ministers agree plan joint road rail gas power trade fund school youth science health
border water culture heritage digital customs bank sport film history language
""".split()
FIRST, LAST = dt.date(1900, 1, 1).toordinal(), dt.date(2099, 12, 31).toordinal()
NEEDLES = 100


def main(count: int) -> None:
    """Write so many events."""
    dice = random.Random(2009)
    with_needle = set(dice.sample(range(count), min(NEEDLES, count)))
    for number in range(count):
        day = dt.date.fromordinal(dice.randint(FIRST, LAST)).isoformat()
        words = dice.choices(WORDS, k=8)
        needle = ["needle"] if number in with_needle else []
        event = {
            "type": "event",
            "id": f"event-{number:07}",
            "date": day if number % 10 else day[:7],
            "kind": dice.choice(KINDS),
            "title": " ".join(["Event", *needle, *words]),
            "summary": " ".join(dice.choices(WORDS, k=16)),
            "place": {"city": dice.choice(CITIES)},
            "states": dice.sample(STATES, 3),
            "topics": [dice.choice(TOPICS)],
        }
        sys.stdout.write(json.dumps(event) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
