"""Ports for servers that tests start."""

import socket
from contextlib import closing


def free_port():
    """Return a port of this machine that nothing listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]
