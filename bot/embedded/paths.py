"""What lies where under CASELINE_DATA, and the private folder of the sockets."""

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.embedded.accounts import Account
from bot.embedded.errors import EmbeddedError

SOCKET_LIMIT = 103
"""Bytes of a unix socket's path: 107 on Linux, 103 on macOS."""

POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"


@dataclass(frozen=True)
class Layout:
    """The names under one data folder (absolute)."""

    data: Path

    @property
    def lock(self) -> Path:
        """Held by whoever is starting or stopping servers, for as long as that takes."""
        return self.data / "lock"

    @property
    def sockets(self) -> Path:
        """The folder of the sockets, or a link to a shorter one elsewhere."""
        return self.data / "run"

    def home(self, server: str) -> Path:
        """A server's own data."""
        return self.data / server

    def alive(self, server: str) -> Path:
        """The lock that lives exactly as long as any process of the server does."""
        return self.data / f"{server}.lock"

    def startup_log(self, server: str) -> Path:
        """What the server's last start said, before it had a log of its own."""
        return self.data / f"{server}.start.log"


def make_data_folder(layout: Layout) -> None:
    """Make the data folder where it is missing, and see that it can be written.

    As root, others may pass through it (not list it): the servers then run as another user.
    """
    if layout.data.exists() and not layout.data.is_dir():
        raise EmbeddedError(f"CASELINE_DATA {layout.data} is a file: name a folder that may be written.")
    layout.data.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.mkdir(layout.data, 0o700)
    except FileExistsError:
        pass
    else:
        if os.geteuid() == 0:
            os.chmod(layout.data, 0o711)
    if not os.access(layout.data, os.R_OK | os.W_OK | os.X_OK):
        raise EmbeddedError(f"CASELINE_DATA {layout.data} can't be written by this user.")


def private_folder(folder: Path, owner: Account) -> None:
    """Make `folder` the owner's alone, and refuse one that somebody else made or may enter."""
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode):
        raise EmbeddedError(f"{folder} is in the way: the servers need a folder of that name; remove it.")
    if found.st_uid not in (owner.uid, os.geteuid()):
        raise EmbeddedError(f"{folder} belongs to another user, so it can't be trusted; remove it.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise EmbeddedError(f"{folder} is open to other users; make it private (chmod 700) or remove it.")
    if found.st_uid != owner.uid:
        os.chown(folder, owner.uid, owner.gid, follow_symlinks=False)


def socket_folder(layout: Layout, account: Account) -> Path:
    """The private folder of the sockets: `run` in the data folder, or a short one that `run` links to
    where the path is too long (or has a comma).

    The short one is named by a hash of the data folder, so that a copied folder gets its own, and
    the link remembers it, so that callers with another TMPDIR find the same.
    """
    owner = account.of_sockets()
    if _fits(layout.sockets):
        if layout.sockets.is_symlink():
            layout.sockets.unlink()
        private_folder(layout.sockets, owner)
        return layout.sockets

    digest = hashlib.sha256(os.fsencode(os.path.realpath(layout.data))).hexdigest()[:16]
    name = f"caseline-{digest}"
    linked = Path(os.readlink(layout.sockets)) if layout.sockets.is_symlink() else None
    if linked is not None and linked.name == name and linked.parent.is_dir() and _fits(linked):
        private_folder(linked, owner)
        return linked
    for base in (tempfile.gettempdir(), "/tmp"):
        short = Path(base) / name
        if _fits(short):
            private_folder(short, owner)
            _link(layout.sockets, short)
            return short
    raise EmbeddedError(
        f"CASELINE_DATA {layout.data} and TMPDIR both don't serve for unix sockets: name a shorter folder."
    )


def forget_sockets(layout: Layout) -> None:
    """Remove a short folder that `run` links to, once nothing is in it."""
    if layout.sockets.is_symlink():
        with suppress(OSError):
            os.rmdir(os.readlink(layout.sockets))


def _fits(folder: Path) -> bool:
    # A comma separates hosts in a PostgreSQL address, and nothing escapes it.
    return "," not in str(folder) and len(os.fsencode(folder / POSTGRES_SOCKET)) <= SOCKET_LIMIT


def _link(link: Path, target: Path) -> None:
    fresh = link.with_name(f"{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    if link.is_dir() and not link.is_symlink():
        link.rmdir()
    os.replace(fresh, link)
