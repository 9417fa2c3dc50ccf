"""`otscli.check()` asks the curated data where no other are named."""

import otscli


def test_check_gives_what_the_command_prints_of_the_curated_data(ots):
    assert [str(finding) for finding in otscli.check()] == ots("check").lines
