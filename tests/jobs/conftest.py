"""Fixtures for jobs: a mail server."""

from collections.abc import Iterator

import pytest

from tests.imap_server import ImapServer, imap_server


@pytest.fixture(scope="session")
def running_imap() -> Iterator[ImapServer]:
    with imap_server() as server:
        yield server


@pytest.fixture
def imap(running_imap: ImapServer) -> ImapServer:
    """A mail server with an empty mailbox."""
    running_imap.empty()
    return running_imap
