"""Answer load balancers and container platforms: `/healthz` and `/readyz`.

They are answered before anything else of the application, and for any Host header, since a load balancer sends the
address of the machine. The answers contain nothing of the request, and no detail of the machine.
"""

import json
from http import HTTPStatus

from cms.health.checks import State
from cms.health.running import current_results


def answer_probes(application):
    """Wrap the WSGI application `application` so that probes are answered, and all else is passed on to it."""

    def wrapper(environ, start_response):
        probe = PROBES.get(environ["PATH_INFO"])
        if probe is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return application(environ, start_response)
        status, content_type, body = probe()
        headers = [
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response(f"{status.value} {status.phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return wrapper


def alive():
    """Say that this process runs. It asks neither the database nor anything else."""
    return HTTPStatus.OK, "text/plain; charset=utf-8", b"ok\n"


def ready():
    """Say whether this process can answer visitors, and which checks fail.

    A failure that another process would have as well, such as a worker that does not run, is named and does not make
    the status 503: a load balancer would take all processes out, and the site with them.
    """
    results = current_results()
    is_ready = not any(check.is_needed and result.state == State.BROKEN for check, result in results.items())
    body = {
        "status": "ok" if is_ready else "failed",
        "checks": {check.name: "ok" if result.is_well else "failed" for check, result in results.items()},
    }
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return status, "application/json", json.dumps(body).encode() + b"\n"


PROBES = {"/healthz": alive, "/readyz": ready}
