"""A WSGI application that always sends the same response. `bench.cached` measures the server itself with it."""

import json
import os
from pathlib import Path

_status, _headers = json.loads(os.environ["BENCH_CONSTANT_HEADERS"])
_body = Path(os.environ["BENCH_CONSTANT_BODY"]).read_bytes()


def application(environ, start_response):
    start_response(_status, list(map(tuple, _headers)))
    return [_body]
