"""`python -m otscli`, and the entry point of the commands `ots` and `otscli`."""

import os
import sys
from contextlib import suppress
from typing import NoReturn

from otscli.cli.app import run


def main() -> None:
    """Run the command line and exit with its code."""
    exit_without_teardown(run(sys.argv[1:]))


def exit_without_teardown(code: int) -> NoReturn:
    """End the process at once: tearing the interpreter down takes as long as a query.

    The price: no `atexit` function runs, and coverage in subprocesses sees nothing. Everything
    is written and closed by then.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody may be there to read
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
