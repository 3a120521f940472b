"""A mail server (Dovecot) with TLS that the tests start and stop themselves, from what the machine has installed."""

import grp
import hmac
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.availability import unavailable
from tests.in_memory import quick_folder
from tests.postgis_server import free_port

USER, PASSWORD = "rapporter@provstad.se", "bara för prov"
# Its processes are used again: to begin new ones for each connection takes five times as long as all else.
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
info_log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
auth_failure_delay = 0
ssl = required
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
mail_location = sdbox:{folder}/mail
auth_mechanisms = plain xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
service imap-login {{
  service_count = 0
  process_min_avail = 1
  process_limit = 20
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap {{
  service_count = 1000
  process_min_avail = 1
  process_limit = 20
}}
service stats {{
  chroot =
}}
"""
TOKENS = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
"""
KEY = b"signs tokens in tests only"


@dataclass(frozen=True)
class ImapServer:
    """Where it answers, the certificate it is known by, and the folder of its mail."""

    port: int
    certificate: Path
    mail: Path

    def empty(self) -> None:
        """Throw all mail away."""
        shutil.rmtree(self.mail, ignore_errors=True)


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """A running server, gone at the end."""
    dovecot = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin")
    if dovecot is None:
        unavailable("Dovecot is not installed", "imap")
    if shutil.which("openssl") is None:
        unavailable("openssl is not installed", "imap")
    port = free_port()
    with quick_folder("laget-imap-") as folder:
        _prepare(folder, port)
        with _serving(dovecot, folder, port):
            yield ImapServer(port, folder / "certificate.pem", folder / "mail")


def make_certificate(folder: Path) -> None:
    """certificate.pem and key.pem for this machine, good for two days and signed by nobody else."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def access_token(user: str, seconds: int) -> str:
    """A token (JWT) that lets a user in for so many seconds from now on."""
    now = int(time.time())
    claims = {"sub": user, "email": user, "iat": now - 10, "nbf": now - 10, "exp": now + seconds}
    parts = [_packed(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signature = hmac.new(KEY, ".".join(parts).encode(), "sha256").digest()
    return ".".join([*parts, _packed(signature)])


def _packed(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _owner() -> pwd.struct_passwd:
    """Root reads no mail; the server then gets the user that its package made."""
    return pwd.getpwnam("dovecot") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _prepare(folder: Path, port: int) -> None:
    owner = _owner()
    make_certificate(folder)
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    names = {"folder": folder, "port": port, "user": owner.pw_name, "group": _group(owner)}
    (folder / "dovecot.conf").write_text(CONFIGURATION.format(**names))
    (folder / "oauth2.conf").write_text(TOKENS.format(folder=folder))
    keys = folder / "keys" / "default" / "HS256"
    keys.mkdir(parents=True)
    (keys / "default").write_bytes(b64encode(KEY))
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def _group(owner: pwd.struct_passwd) -> str:
    return grp.getgrgid(owner.pw_gid).gr_name


@contextmanager
def _serving(dovecot: str, folder: Path, port: int) -> Iterator[None]:
    owner, is_root = _owner(), os.geteuid() == 0
    process = subprocess.Popen(
        [dovecot, "-F", "-c", folder / "dovecot.conf"], cwd=folder,
        user=owner.pw_uid if is_root else None, group=owner.pw_gid if is_root else None,
        extra_groups=[] if is_root else None,
    )  # fmt: skip
    try:
        _await(process, folder, port)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _await(process: "subprocess.Popen[bytes]", folder: Path, port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    log = folder / "log"
    pytest.fail(f"Dovecot did not start: {log.read_text() if log.exists() else ''}")
