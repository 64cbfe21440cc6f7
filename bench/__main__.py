"""Make a site of N pages, measure it, and print the table: `python -m bench --pages 1000`. `make bench` calls it."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from bench import cached
from bench.servers import SERVER_CORE
from bench.uncached import AFTER_A_CHANGE

ROOT = Path(__file__).resolve().parents[1]
FEW = 1000
"""The pages of the site that growth is compared with."""
STOCK = "stock: "
GROWTH = ("list of 20 with image, tags, summary", "list by tag", "detail", "hub page, HTML", "list, deep, by cursor")
GROWTH += ("long procedure page, HTML", "image list", "list of articles, HTML", "saving a page")
GROWTH += (AFTER_A_CHANGE + "list of 20 with image, tags, summary",)


def main():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--pages", type=int, default=FEW, help=f"how many pages the site has (default: {FEW})")
    parser.add_argument(
        "--rounds", type=int, default=7, help="how many rounds under load, of which the median counts"
    )
    parser.add_argument("--seconds", type=int, default=1, help="how long each load lasts")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("The load generator wrk is missing: apt install wrk (Debian), or brew install wrk (macOS).")
    if not hasattr(os, "sched_setaffinity"):
        sys.exit("The measurement pins processes to cores, and reads /proc: it needs Linux.")
    environ = prepare(options.pages)
    few = prepare(FEW) if options.pages > FEW else None
    detail = run(
        environ,
        "manage.py",
        "shell",
        "-v0",
        "-c",
        "from articles.models import ArticlePage as A; print(A.objects.live().first().pk)",
    )
    say(f"\n{options.pages} pages, {platform.platform()}, {processor()}, Python {platform.python_version()}\n")
    say("| measure | result | in relation |\n|---|---|---|")
    say_rows(cached.measure(environ, Path(environ["DATA_DIR"]), detail, options.rounds, options.seconds))
    times = json.loads(run(environ, "-m", "bench.uncached"))
    say_rows(uncached_rows(times))
    if options.pages > FEW:
        say_rows(growth_rows(times, json.loads(run(few, "-m", "bench.uncached")), options.pages))


def prepare(pages):
    """Make the site of so many pages, unless it is there. Return the environment that uses it."""
    folder = ROOT / "var/bench" / str(pages)
    folder.mkdir(parents=True, exist_ok=True)
    environ = {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "BASE_URL": "http://localhost:8390",
    }
    say(f"==> A site of {pages} pages in {folder.relative_to(ROOT)}")
    for command in (["migrate", "--verbosity", "0"], ["make_bench_content", "--pages", str(pages)]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=os.environ | environ, check=True)  # noqa: S603
    return environ


def run(environ, *command):
    """Run Python, pinned to a core, and return the last line that it prints."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environ,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
    )
    return done.stdout.strip().rpartition("\n")[2]


def uncached_rows(times):
    for name in (name.removeprefix(STOCK) for name in times if name.startswith(STOCK)):
        for measured in (name, AFTER_A_CHANGE + name):
            yield (
                f"uncached {measured}",
                f"{times[measured]:.1f} ms",
                f"{times[STOCK + name] / times[measured]:.1f} times stock Wagtail",
            )
    page = "long procedure page, HTML"
    yield f"uncached {page}", f"{times[page]:.1f} ms of processor time", ""


def growth_rows(many, few, pages):
    for name in GROWTH:
        yield f"{name}, {pages} pages", f"{many[name]:.1f} ms", f"{many[name] / few[name]:.2f} of {FEW} pages"


def say_rows(rows):
    for row in rows:
        say(f"| {' | '.join(row)} |")


def processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
