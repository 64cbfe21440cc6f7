"""Measure what is sent from memory, on a running server, against a constant body on the same server."""

import json
import threading

from bench.servers import ask, load, median_load, private_megabytes, server

RENDERINGS = "/bench/renderings/"
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
    """Return rows of the table: name, rate, ratio to the constant body, and p99."""
    loads, constants, answers, others = {}, {}, {}, []
    with server(environ, application="bench.wsgi:application") as pid:
        measured = {name: (address, headers) for name, address, headers in addresses(detail)}
        for name, (address, headers) in measured.items():
            answers[name] = ask(address, **headers)
        others += [_cold_page(), _image(pid, seconds), *_memory(pid, measured.values(), seconds)]
        for _ in range(rounds):
            for name, (address, headers) in measured.items():
                loads.setdefault(name, []).append(load(address, pid, seconds=seconds, headers=headers))
    for name, (status, headers, body) in answers.items():
        (folder / "body").write_bytes(body)
        constant = {
            "BENCH_CONSTANT_HEADERS": json.dumps([f"{status} -", headers]),
            "BENCH_CONSTANT_BODY": str(folder / "body"),
        }
        with server(constant, application="bench.constant:application") as pid:
            constants[name] = median_load([load("/", pid, seconds=seconds) for _ in range(rounds)])
    rows = []
    for name, values in loads.items():
        ours, constant = median_load(values), constants[name]
        ratio = ours.per_cpu_second / constant.per_cpu_second
        rows.append(
            (name, f"{ours.per_second:.0f} a second, p99 {ours.p99:.1f} ms", f"{ratio:.2f} of a constant body")
        )
    return rows + others


def _cold_page(count=200):
    """Ask for a page that is not kept `count` times at once. The server counts its renderings."""
    statuses = []
    renderings = _renderings()
    threads = [threading.Thread(target=lambda: statuses.append(ask("/?cold=1")[0])) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = _renderings() - renderings
    return f"a cold page, {count} times at once", f"{made} renderings", f"{statuses.count(200)} of {count} answered"


def _renderings():
    return int(ask(RENDERINGS)[2])


def _image(pid, seconds):
    address = ask("/procedures/facelift/")[2].decode().partition('src="/images/')[2].partition('"')[0]
    ask(f"/images/{address}")
    measured = load(f"/images/{address}", pid, seconds=seconds)
    return "an image", f"{1000 / measured.per_cpu_second:.2f} ms of processor time", "no query"


def _memory(pid, measured, seconds):
    """Ask for everything in turns, and return the private memory before and after."""
    before = private_megabytes(pid)
    for _ in range(3):
        for address, headers in measured:
            load(address, pid, seconds=max(seconds // 2, 1), headers=headers)
    yield "memory of a process, private", f"{private_megabytes(pid):.0f} MB", f"{before:.0f} MB before mixed load"
