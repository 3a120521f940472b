"""Where databases of tests lie: they are copied by the hundred, and nothing in them outlives the tests."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3
"""Bytes. Two test processes at once keep less than a quarter of it; a container may offer only 64 MB."""


@contextmanager
def quick_folder(prefix: str) -> Iterator[Path]:
    """A new folder in memory where the machine offers it, else on the disk; gone at the end."""
    offered = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if offered else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
