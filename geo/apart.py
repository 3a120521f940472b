"""Runs a part of the program in a process of its own: what reads files from outside, or what cannot live beside others.

Such a process gets its turn, so that many files at once do not exhaust the machine together, and of the environment
only what a program needs to run: no password or key of the application.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
HANDED_ON = frozenset(
    {
        "PATH",
        "HOME",
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_CTYPE",
        "LD_LIBRARY_PATH",
        "TMPDIR",
        "TZ",
        "PROJ_DATA",
        "PROJ_LIB",
    }
)
_turns = BoundedSemaphore(AT_ONCE)


def run_apart(
    module: str, *arguments: str, content: bytes = b"", seconds: float, turns: BoundedSemaphore = _turns
) -> bytes:
    """What a module of the program writes when it is run with these arguments and this input.

    It may take `seconds`, from when its turn comes; what may take long has `turns` of its own. Raises
    subprocess.TimeoutExpired. What it writes besides, and how it ends, is nobody's: one that has broken off has not
    written all.
    """
    with turns:
        # Nothing here is run by a shell; a name of a file is an argument like any other.
        return subprocess.run(  # noqa: S603
            _command(module, arguments),
            input=content,
            capture_output=True,
            timeout=seconds,
            env=_environment(),
            check=False,
        ).stdout


@contextmanager
def followed_apart(module: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The same, for what writes lines as it goes on; it is ended when nobody follows it any more."""
    with (
        _turns,
        subprocess.Popen(  # noqa: S603
            _command(module, arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library remarks is said in its own words, to nobody in particular
            text=True,
            encoding="utf-8",
            env=_environment(),
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def _command(module: str, arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def _environment() -> Mapping[str, str]:
    handed_on = {name: value for name, value in os.environ.items() if name in HANDED_ON}
    return {**handed_on, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
