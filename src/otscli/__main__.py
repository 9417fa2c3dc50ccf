"""Entry point of `python -m otscli` and of the commands `ots` and `otscli`."""

import sys

try:  # a signal is answered from the first line on
    from otscli.cli import process

    process.end_at_once()
except KeyboardInterrupt:
    sys.exit(130)

from otscli.cli.app import run


def main() -> None:
    """Run the command line and exit with its code."""
    process.is_ours = True
    process.open_streams()
    process.end_cleanly()
    try:
        code = run(sys.argv[1:])
    except process.Ended as ended:
        code = ended.exit_code
    process.exit_without_teardown(code)


if __name__ == "__main__":
    main()
