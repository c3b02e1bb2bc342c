"""The OS user that the servers run as.

PostgreSQL refuses to run as root. When root starts the servers they run as the user who already
owns their data, else as `postgres`, `nobody` or `daemon`, whichever the system has; nothing is created.
Where that user can't pass (a checkout under /root, a private temporary folder), the servers keep one
capability of root, CAP_DAC_OVERRIDE, and no permission of any folder is changed.
"""

import os
import pwd
import stat
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from bot.embedded.binaries import program_folders
from bot.embedded.errors import EmbeddedError

BECOME = Path(__file__).with_name("become.py")
SERVICE_USERS = ("postgres", "_postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """Who the servers run as."""

    name: str
    uid: int
    gid: int
    switch: bool = False
    """Root starts them as somebody else."""
    closed: bool = False
    """That user can't reach the data folder, or the programs, by itself."""

    def command(self, command: list[str]) -> list[str]:
        """`command` as this account runs it."""
        if not self.switch:
            return command
        how = "override" if self.closed else "plain"
        return [sys.executable, "-I", "-S", str(BECOME), str(self.uid), str(self.gid), how, *command]

    def of_sockets(self) -> "Account":
        """Who owns the sockets' folder: root where the servers may pass closed folders, so that nobody
        who happens to share their user can talk to them."""
        if self.switch and self.closed:
            return replace(self, name="root", uid=0, gid=0)
        return self

    def own(self, folder: Path) -> None:
        """Give a folder that was just made to this account."""
        if self.switch:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)


class Homes(Protocol):
    """The part of `paths.Layout` that tells whose data it is."""

    @property
    def data(self) -> Path: ...

    def home(self, server: str) -> Path: ...


def account_for(layout: Homes) -> Account:
    """The account of the servers under `layout`. Raises EmbeddedError when the data is another user's."""
    me = os.geteuid()
    owner = _owner_of_data(layout)
    if me != 0:
        if owner is not None and owner != me:
            raise EmbeddedError(
                f"The servers in CASELINE_DATA {layout.data} belong to the user {_name(owner)} "
                "(they were first started by another user): run as that one, or name another folder."
            )
        return Account(_name(me), me, os.getegid())
    entry = _service_user(owner)
    account = Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)
    places = [layout.data, *program_folders()]
    return replace(account, closed=not all(can_enter(place, account) for place in places))


def _owner_of_data(layout: Homes) -> int | None:
    for server in ("postgres", "valkey"):
        try:
            return os.lstat(layout.home(server)).st_uid
        except FileNotFoundError:
            continue
    return None


def _service_user(owner: int | None) -> pwd.struct_passwd:
    if owner:
        try:
            return pwd.getpwuid(owner)
        except KeyError:
            raise EmbeddedError(f"The servers' data belongs to user {owner}, unknown to this system.") from None
    for name in SERVICE_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedError(
        "PostgreSQL doesn't run as root and there is no user `postgres` or `nobody`: "
        "run as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def can_enter(path: Path, account: Account) -> bool:
    """Whether the permissions on the way to `path`, and its own, let the account pass."""
    real = Path(os.path.realpath(path))
    return all(_passable(step, account) for step in (real, *real.parents))


def _passable(path: Path, account: Account) -> bool:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return True
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
