"""Hanging up on a client in the middle of its request, under each server that runs the simulator."""

import socket
from collections.abc import Iterator
from typing import Any, NoReturn

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response


class _BrokenOff:
    """A body that breaks after its first byte: the server then has nothing to do but to hang up."""

    def __init__(self) -> None:
        self._begun = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._begun:
            raise ConnectionResetError("dropped on demand")
        self._begun = True
        return b" "

    def close(self) -> None:
        """Nothing is held."""


def drop_connection(environ: dict[str, Any]) -> NoReturn:
    """End this request with no answer: the client sees its connection close.

    Werkzeug's server shows the socket, which is closed. Granian doesn't: an answer that promises more than it
    holds makes it hang up.
    """
    connection = environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
    response = Response(_BrokenOff(), status=200, headers={"Content-Length": "1000"})
    raise HTTPException(response=response)
