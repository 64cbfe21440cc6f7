"""A proxy in front of a database or Redis that can be cut off."""

import asyncio
import threading
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

from tests.ports import free_port


class Proxy:
    """Passes connections on to the host and port of `url`. Use it as a context; `url` is then its own."""

    def __init__(self, url):
        parts = urlsplit(url)
        self._target = parts.hostname, parts.port
        self._port = free_port()
        user = parts.netloc.rpartition("@")[0]
        self.url = urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{self._port}".lstrip("@")))
        self._writers = set()
        self._loop = asyncio.new_event_loop()
        self._server = None

    def __enter__(self):
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.restore()
        return self

    def __exit__(self, *error):
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def restore(self):
        self._run(self._listen())

    def cut(self):
        """End all connections, and refuse new ones."""
        self._run(self._close())

    def _run(self, coroutine):
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    async def _listen(self):
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self._port, reuse_address=True)

    async def _close(self):
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()

    async def _connect(self, reader, writer):
        other_reader, other_writer = await asyncio.open_connection(*self._target)
        self._writers |= {writer, other_writer}
        await asyncio.gather(self._copy(reader, other_writer), self._copy(other_reader, writer))
        self._writers -= {writer, other_writer}

    async def _copy(self, reader, writer):
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()
