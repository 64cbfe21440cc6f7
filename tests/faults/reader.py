"""Ask for pages at a constant rate: `python -m tests.faults.reader PORT RATE SECONDS ADDRESS…`.

It is a process of its own, so that its times do not contain the work of others. It prints one line of JSON:
`statuses` with their numbers, `problems`, `seconds` in all, and `times` by the `Cache-Status` of the response. A time
is counted from the moment at which the request was due, so that the stalls of a server count for all requests that
wait:
https://github.com/giltene/wrk2#acknowledgements
"""

import asyncio
import json
import sys
import time
from collections import Counter, defaultdict

CONNECTIONS = 128
PATIENCE = 60
"""After how many seconds a request is given up."""


async def read(port, rate, seconds, addresses):
    """Send requests for `seconds`, and return the result as a dict."""
    result = {"statuses": Counter(), "problems": Counter(), "times": defaultdict(list)}
    numbers, began = iter(range(int(rate * seconds))), time.monotonic()

    async def connection():
        reader = writer = None
        for number in numbers:  # all connections share them
            due = began + number / rate
            await asyncio.sleep(max(0, due - time.monotonic()))
            if time.monotonic() > began + seconds:
                return  # A server that is too slow is not asked the rest.
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                async with asyncio.timeout(PATIENCE):
                    status, origin = await _ask(reader, writer, addresses[number % len(addresses)])
                result["statuses"][status] += 1
                result["times"][origin].append(time.monotonic() - due)
            except (OSError, EOFError, TimeoutError, ValueError) as error:
                result["problems"][repr(error)] += 1
                writer = None

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return result | {"seconds": time.monotonic() - began}


async def _ask(reader, writer, address):
    """Send a request, read the whole response, and return its status and its `Cache-Status`."""
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    await reader.readexactly(int(_header(head, "content-length")))
    return int(head.split(" ", 2)[1]), _header(head, "cache-status")


def _header(head, name):
    return head.partition(f"\r\n{name}: ")[2].partition("\r\n")[0]


if __name__ == "__main__":
    port, rate, seconds, *addresses = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(read(int(port), float(rate), float(seconds), addresses))))
