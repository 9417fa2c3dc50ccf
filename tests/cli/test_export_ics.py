"""`ots export ics`: every event, as the calendar of an answer has it."""

import pytest


@pytest.mark.slow
def test_it_is_the_calendar_of_all_events(ots):
    made = ots("export", "ics").out
    assert made == ots("timeline", "-f", "ics").out
    assert made.count("BEGIN:VEVENT") == len(ots("timeline", "-f", "ids").lines)
