"""Measure what is sent from memory, on a running server, against a constant body on the same server."""

import json
import threading
from statistics import median

from bench.servers import PORT, ask, load, median_load, private_megabytes, server

RENDERINGS = "/bench/renderings/"
CONSTANT_PORT = PORT + 1
CODINGS = {"": "identity", ", br": "br", ", gzip": "gzip"}
LIST = "/api/v2/pages/?type=articles.ArticlePage&fields=summary,tags,listing_image&limit=20"


def addresses(detail):
    """Return name, address and headers of each response that is measured."""
    pages = {"list": LIST, "detail": f"/api/v2/pages/{detail}/", "HTML": "/procedures/facelift/"}
    for name, address in pages.items():
        for suffix, coding in CODINGS.items():
            yield f"cached {name}{suffix}", address, {"Accept-Encoding": coding}
    etag = dict(ask(pages["HTML"])[1])["etag"]
    yield "304 of a page", pages["HTML"], {"If-None-Match": etag}


def measure(environ, folder, detail, rounds, seconds):
    """Return rows of the table: name, rate and p99, and the ratio to the constant body.

    Both servers take turns on one core, so that what else the machine does disturbs both alike.
    """
    with server(environ) as pid:
        asked = list(addresses(detail))
        for _name, address, headers in asked:
            ask(address, **headers)
        others = [_cold_page(), _image(pid, seconds), *_memory(pid, asked, seconds)]
        return [*(_cached(pid, folder, rounds, seconds, *each) for each in asked), *others]


def _cached(pid, folder, rounds, seconds, name, address, headers):
    measured = []
    with _constant(folder, *ask(address, **headers)) as constant_pid:
        for _ in range(rounds):
            ours = load(address, pid, seconds=seconds, headers=headers)
            constant = load("/", constant_pid, seconds=seconds, port=CONSTANT_PORT)
            measured.append((ours, ours.per_cpu_second / constant.per_cpu_second))
    loads, ratios = zip(*measured, strict=True)
    ours = median_load(loads)
    rate = f"{ours.per_second:.0f} a second, p99 {ours.p99:.1f} ms"
    return name, rate, f"{median(ratios):.2f} of a constant body"


def _constant(folder, status, headers, body):
    """Serve this response as the constant body."""
    (folder / "body").write_bytes(body)
    environ = {
        "BENCH_CONSTANT_HEADERS": json.dumps([f"{status} -", headers]),
        "BENCH_CONSTANT_BODY": str(folder / "body"),
    }
    return server(environ, application="bench.constant:application", port=CONSTANT_PORT)


def _cold_page(count=200):
    """Ask for a page that is not kept `count` times at once. The server counts its renderings."""
    statuses = []
    renderings = _renderings()
    threads = [threading.Thread(target=lambda: statuses.append(ask("/?cold=1")[0])) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = _renderings() - renderings - 1  # the question itself
    return f"a cold page, {count} times at once", f"{made} renderings", f"{statuses.count(200)} of {count} answered"


def _renderings():
    return int(ask(RENDERINGS)[2])


def _image(pid, seconds):
    address = ask("/procedures/facelift/")[2].decode().partition('src="/images/')[2].partition('"')[0]
    ask(f"/images/{address}")
    measured = load(f"/images/{address}", pid, seconds=seconds)
    return "an image", f"{1000 / measured.per_cpu_second:.2f} ms of processor time", "no query"


def _memory(pid, asked, seconds):
    """Ask for everything in turns, and return the private memory before and after."""
    before = private_megabytes(pid)
    for _ in range(3):
        for _name, address, headers in asked:
            load(address, pid, seconds=max(seconds // 2, 1), headers=headers)
    yield "memory of a process, private", f"{private_megabytes(pid):.0f} MB", f"{before:.0f} MB before mixed load"
