"""A script that root runs to become a server: `become.py UID GID plain|override COMMAND...`

It gives up root for UID and GID, then executes COMMAND in its own place. `plain` keeps nothing of root.
`override` (Linux) keeps CAP_DAC_OVERRIDE, for a server whose binaries or data lie in a folder that only
root may enter. A script of its own because this must not run in a fork of a program with threads.
"""

import os
import sys

CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
PR_SET_SECUREBITS = 28
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
NO_SETUID_FIXUP = 1 << 2
"""Capabilities survive the change of user, and access(2) counts them (PostgreSQL asks it)."""


def main(uid: int, gid: int, how: str, command: list[str]) -> None:
    """Become the user and then the command; returns only by an exception."""
    if how == "override":
        _prepare()
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if how == "override":
        _keep_override()
    os.execv(command[0], command)


def _prepare() -> None:
    _call("prctl", PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0)


def _keep_override() -> None:
    import ctypes

    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    low = 1 << CAP_DAC_OVERRIDE
    sets = (ctypes.c_uint32 * 6)(low, low, low, 0, 0, 0)  # effective, permitted, inheritable; then the high words
    _call("capset", header, sets)
    _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _call(function: str, *arguments: object) -> None:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, function)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{function}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
    except (OSError, AttributeError) as failed:
        sys.exit(
            f"FATAL: root can't start it as user {sys.argv[1]} ({failed}): run as an ordinary user, "
            "or keep the program and CASELINE_DATA where that user may go"
        )
