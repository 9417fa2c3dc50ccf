"""`--version`: the version of the program and of the data."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from otscli._version import __version__
from otscli.escaping import visible

if TYPE_CHECKING:
    from otscli.cli.invocation import Invocation


def show(invocation: Invocation) -> None:
    """Print a line about the program, and one about the data."""
    dataset = invocation.store().dataset
    name = f"data {dataset.get('id', invocation.paths[0].name)} {dataset.get('version', '')}"
    about = [name.strip()]
    about += [
        f"{word} {dataset[key]}"
        for key, word in (("covered_to", "covers up to"), ("compiled", "compiled"))
        if key in dataset
    ]
    sys.stdout.write(f"ots {__version__}\n{visible(', '.join(about))}\n")
