"""How often a work waits for its server: a proxy between both that counts when the client has its turn to speak."""
from __future__ import annotations

import os
import selectors
import socket
import tempfile
import threading
from dataclasses import dataclass, field, replace

from diachiso.register.postgres.driver import PgPlace

_SOCKET = ".s.PGSQL.5432"
_GOODBYE = b"X"  # nobody waits for what the server says to that


@dataclass
class Counted:
    """What was said: the client's turns, each with its first bytes; connections."""

    turns: list[bytes] = field(default_factory=list)
    connections: int = 0

    def clear(self) -> None:
        """Count anew."""
        self.turns.clear()
        self.connections = 0


class CountingProxy:
    """Listens on a socket; the client's waits for the server are in `counted`."""

    def __init__(self, place: PgPlace) -> None:
        self._server = os.path.join(dict(p.split("=", 1) for p in place.dsn.split())["host"], _SOCKET)
        self._folder = tempfile.TemporaryDirectory()  # a short name: the path of a socket has 107 letters at most
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(os.path.join(self._folder.name, _SOCKET))
        self._listening.listen()
        self.counted = Counted()
        host = os.path.dirname(self._server)
        self.place = replace(place, dsn=place.dsn.replace(host, self._folder.name))
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no further connections."""
        self._listening.close()
        self._folder.cleanup()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self.counted.connections += 1
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, selectors.DefaultSelector() as both:
            server.connect(self._server)
            for one, other in ((client, server), (server, client)):
                both.register(one, selectors.EVENT_READ, other)
            answered = True
            while True:
                for key, _ in both.select():
                    data = key.fileobj.recv(1 << 16)
                    if not data:
                        return
                    if key.fileobj is client and answered and data[:1] != _GOODBYE:
                        self.counted.turns.append(data)
                    answered = key.fileobj is server
                    key.data.sendall(data)
