"""The errors that `ots` raises, each a single line that says what is wrong and what to do.

    OtsError
    ├── QueryError       a question that cannot be asked: an unknown value, an unreadable date
    │   └── DateError    a date that cannot be read
    ├── DatasetError     a dataset that cannot be read
    ├── OutputError      a file that cannot be written
    └── InvocationError  a command line that cannot be obeyed, with an exit code of its own

`exit_code` is what the command line ends with: see `ots help exit-codes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class OtsError(Exception):
    """The base class of all errors of this package."""

    exit_code = 1


class QueryError(OtsError, ValueError):
    """A question that cannot be answered: an unknown value, an unreadable date.

    `parameter` names the argument at fault (`as_of`), if there is one; the message then begins with
    it.
    """

    exit_code = 2

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(f"{parameter}: {message}" if parameter else message)
        self.message = message
        self.parameter = parameter


class DateError(QueryError):
    """A date that cannot be read. The message says why, and what to write instead."""


class DatasetError(OtsError):
    """A dataset that cannot be read. The message says what is wrong and what to do."""

    exit_code = 3


class OutputError(OtsError, OSError):
    """A file that cannot be written. It is also an `OSError`."""

    def __init__(self, target: Path | str, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(f"{target} could not be written: {reason}")
        self.strerror = reason


class InvocationError(OtsError):
    """A command line that cannot be carried out."""

    def __init__(self, exit_code: int, message: str) -> None:
        super().__init__(message)
        self.exit_code = exit_code
