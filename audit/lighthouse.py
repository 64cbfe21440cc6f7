"""Lighthouse's scores of a page on a phone, and the bytes that the page loads.

https://github.com/GoogleChrome/lighthouse
"""

import json
import os
import subprocess
import sys
from typing import NamedTuple

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COUNTED = {"Document", "Stylesheet", "Script", "Font"}
"""Types of resources whose bytes are counted: all but images."""
ATTEMPTS = 3
"""How often a run is tried. Chromium sometimes loses the trace of a page load (NO_NAVSTART)."""
FLAGS = ["--quiet", "--output=json", "--output-path=stdout", "--chrome-flags=--headless=new --no-sandbox"]


class Report(NamedTuple):
    scores: dict
    """From 0 to 100, by category."""
    layout_shift: float
    largest_paint: float
    """Time to the largest contentful paint on the simulated phone, in seconds."""
    kilobytes: float
    """Transferred for HTML, styles, scripts and fonts."""
    failures: list
    """The ids of the audits that lower a score."""


def audit(program, chromium, url, rounds):
    """Return the report of the round with the median performance."""
    reports = sorted((_run(program, chromium, url) for _ in range(rounds)), key=_performance)
    return reports[(rounds - 1) // 2]


def _performance(report):
    return report.scores["performance"]


def _run(program, chromium, url):
    """Return the report of one run. A run in which Lighthouse itself fails is said, and repeated."""
    for _ in range(ATTEMPTS):
        done = subprocess.run(  # noqa: S603
            [program, url, *FLAGS],
            env=os.environ | {"CHROME_PATH": chromium},
            check=False,
            capture_output=True,
            text=True,
        )
        if not done.returncode:
            return _report(json.loads(done.stdout))
        print(f"Lighthouse failed at {url}:\n{done.stderr}", file=sys.stderr)  # noqa: T201
    sys.exit(f"Lighthouse failed at {url} {ATTEMPTS} times.")


def _report(result):
    audits, categories = result["audits"], result["categories"]
    scored = {ref["id"] for category in categories.values() for ref in category["auditRefs"] if ref["weight"]}
    requests = audits["network-requests"]["details"]["items"]
    return Report(
        {name: round(100 * categories[name]["score"]) for name in CATEGORIES},
        audits["cumulative-layout-shift"]["numericValue"],
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        sum(one["transferSize"] for one in requests if one.get("resourceType") in COUNTED) / 1000,
        sorted(name for name in scored if audits[name]["score"] is not None and audits[name]["score"] < 0.9),
    )
