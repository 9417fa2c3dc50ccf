"""Completion in the real shells: each is started on a terminal of its own and Tab is pressed."""

import os
import pty
import re
import select
import shutil
import sys
import time
from pathlib import Path

import pytest

BIN = Path(shutil.which("ots", path=str(Path(sys.executable).parent)) or "").parent
PATIENCE = 30  # seconds that a shell may take on a busy machine
READY = "READY>"

STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(_OTS_COMPLETE=source_bash ots)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -U compinit; compinit -u -D; eval "$(_OTS_COMPLETE=source_zsh ots)"',
    ),
    "fish": (["fish", "--no-config", "-i"], "_OTS_COMPLETE=source_fish ots | source"),
}
PROMPTS = {
    "bash": f"PS1='{READY}'; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'",
    "zsh": f"PS1='{READY}'; setopt no_beep no_list_beep",
    "fish": f"function fish_prompt; echo -n '{READY}'; end",
}
SHELLS = [
    pytest.param(shell, marks=pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell}"))
    for shell in STARTS
]


ESCAPES = re.compile(r"\x1b(\[[0-9;?>=]*[a-zA-Z]|\][^\x07\x1b]*(\x07|\x1b\\)|[()].|.)")


class Shell:
    """A shell on a terminal: keys go in, what it draws comes out without its escapes."""

    def __init__(self, name, home):
        self.name = name
        command, setup = STARTS[name]
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            environment = {
                **os.environ,
                "HOME": str(home),
                "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
                "TERM": "xterm",
                "COLUMNS": "120",
                "LINES": "40",
                "LC_ALL": "C.UTF-8",
            }
            os.execvpe(command[0], command, environment)  # noqa: S606 - the shell itself
        self.seen = ""
        for line in (setup, PROMPTS[name]):
            self.press(f"{line}\r")
        self.press("echo set''up\r")
        self.wait_for("setup")
        self.settle()

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def settle(self, quiet=1.5):
        """Read until nothing came for a while."""
        while self._read(quiet):
            pass
        return self.seen

    def wait_for(self, text):
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < end, f"{self.name} never drew {text!r}: {self.seen[-2000:]}"
            self._read(0.2)

    def _read(self, patience):
        ready, _, _ = select.select([self.terminal], [], [], patience)
        if not ready:
            return False
        try:
            drawn = os.read(self.terminal, 65536).decode(errors="replace")
        except OSError:
            return False
        if "\x1b[c" in drawn or "\x1b[0c" in drawn:  # fish asks what terminal this is
            self.press("\x1b[?62;c")
        self.seen += re.sub(
            r"\x1b(\[[0-9;?>=]*[a-zA-Z]|\][^\x07\x1b]*(\x07|\x1b\\)|[()].|.)", "", drawn
        )
        return True

    def completed(self, line, wanted):
        """Type the beginning of a line and press Tab, twice for a list, until it shows."""
        self.press("\x15")
        self.settle(0.5)
        self.seen = ""
        self.press(line)
        self.wait_for(line.split()[-1])
        self.seen = ""
        end = time.monotonic() + PATIENCE
        while wanted not in self.seen and time.monotonic() < end:
            self.press("\t")
            self.settle()
        return self.seen

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


@pytest.fixture
def shell(request, tmp_path):
    started = Shell(request.param, tmp_path)
    yield started
    started.close()


TYPED = {
    "ots facts --speaker tok": "tok|ayev",
    "ots timeline --state Kazakh": "Kazakh|stan",
    "ots members turks": "turks|oy",
    "ots timel": "timel|ine",
}
"""What is typed, and where the rest of the word begins that a shell adds."""


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
def test_what_is_typed_is_completed(shell):
    for line, word in TYPED.items():
        rest = word.split("|")[1]
        assert rest in shell.completed(line, rest), line


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
def test_commands_are_described(shell):
    drawn = shell.completed("ots s", "sources")
    assert {"shared", "search", "show", "sources"} <= set(re.findall(r"[a-z]+", drawn))
    if shell.name != "bash":  # it lists no descriptions
        assert "the documents that the" in " ".join(drawn.split())
        assert "Examples" not in drawn


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
def test_no_case_is_mangled(shell):
    drawn = shell.completed("ots members turk", "turksoy")
    assert not re.search(r"tur[kK]?[A-Z]", drawn)
