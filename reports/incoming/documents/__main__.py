"""The process that one file is read in: `python -m reports.incoming.documents document|table`, the file on its input.

It holds itself to limits, so that a file made to exhaust a machine only exhausts this process.
"""

import resource
import sys
from contextlib import suppress

from reports.incoming.documents.document import TableFile
from reports.incoming.documents.faults import DocumentError
from reports.incoming.documents.letters import Letter, pack
from reports.incoming.documents.reader import parse

MOST_MEMORY = 1536 * 1024 * 1024
MOST_CPU_SECONDS = 30


def main() -> None:
    what, name, media_type = sys.argv[1:4]
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_CPU_SECONDS)):
        with suppress(ValueError, OSError):  # a system that has no such limit, or a lower one
            resource.setrlimit(limit, (most, most))
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(pack(_read(what, name, media_type, content)))


def _read(what: str, name: str, media_type: str, content: bytes) -> Letter:
    try:
        return _table(name, content) if what == "table" else parse(name, media_type, content)
    except DocumentError as error:
        return error
    except MemoryError:
        return DocumentError("too_demanding", name)


def _table(name: str, content: bytes) -> TableFile:
    from reports.incoming.documents.sheet import table_of_sheets

    return table_of_sheets(name, content)


if __name__ == "__main__":
    main()
