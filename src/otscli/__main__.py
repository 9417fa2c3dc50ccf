"""`python -m otscli`, and the entry of the commands `ots` and `otscli`."""

import gc
import os
import sys
from contextlib import suppress

gc.disable()  # starting up makes many objects and throws none away

from otscli.cli.app import run  # noqa: E402 - behind the line above, for whose sake it stands there


def main() -> None:
    """Run the command line and exit with its code.

    The interpreter is left without tearing it down, which would take as long as a query:
    everything is written and closed by then.
    """
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody may be there to read
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
