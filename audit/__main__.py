"""Audit the sample site as a phone and a validator see it, and print the tables of `docs/quality.md`: `make audit`.

It needs Node, Java and Chromium. Measure on an idle machine: Lighthouse takes the time of a page.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from audit import lighthouse, structured_data
from audit.accessibility import STATES, violations
from audit.layout_shift import shift_with_slow_fonts
from audit.search import score
from audit.site import ROOT, addresses, fetch, sample_site

PAGES = ("home", "procedure", "album", "case", "story", "article", "contact", "articles", "empty search")
"""The states that Lighthouse looks at."""
PHONE, DESKTOP = 412, 1440
INSTALL = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]


def main():
    parser = argparse.ArgumentParser(prog="python -m audit", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="runs of Lighthouse for each page (default: 3)")
    options = parser.parse_args()
    folder = ROOT / "var/audit"
    programs, chromium = install(folder / "programs"), find_program("chromium", "google-chrome")
    with sample_site(folder / "site") as url:
        perfect = audit_pages(url, programs / ".bin/lighthouse", chromium, options.rounds)
        accessible = audit_accessibility(url, chromium)
        say_score(score(url))
        urls = addresses(url)
        valid = validate(programs / "vnu-jar/build/dist/vnu.jar", urls)
        described = say_structured_data(programs, urls)
    sys.exit(0 if perfect and accessible and valid and described else 1)


def install(folder):
    """Install the programs of `package.json` in `folder`. Return the folder of the modules."""
    find_program("npm")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name("package.json"), folder / "package.json")
    subprocess.run(INSTALL, cwd=folder, check=True, stdout=sys.stderr)  # noqa: S603
    return folder / "node_modules"


def find_program(*names):
    """Return the path of the first of `names` that is installed. Exit with a sentence if none is."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or sys.exit(f"`make audit` needs {' or '.join(names)}.")


def audit_pages(url, program, chromium, rounds):
    """Print a row for each page. Return whether all scores are 100 and nothing moves."""
    say("| page | performance | accessibility | best practices | SEO | largest paint | kilobytes without images |")
    say(" layout shift | with slow fonts, phone | desktop |\n|---|---|---|---|---|---|---|---|---|---|\n")
    perfect = True
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium) as browser:
        for name in PAGES:
            page = url + STATES[name]
            report = lighthouse.audit(program, chromium, page, rounds)
            shifts = [shift_with_slow_fonts(browser, page, width) for width in (PHONE, DESKTOP)]
            scores = " | ".join(str(report.scores[category]) for category in lighthouse.CATEGORIES)
            measures = f"{report.largest_paint:.1f} s | {report.kilobytes:.0f} | {report.layout_shift:.3f}"
            say(f"| {name} | {scores} | {measures} | {shifts[0]:.3f} | {shifts[1]:.3f} |\n")
            for failure in report.failures:
                print(f"{name}: {failure}", file=sys.stderr)  # noqa: T201
            perfect &= set(report.scores.values()) == {100} and not any([report.layout_shift, *shifts])
    return perfect


def audit_accessibility(url, chromium):
    """Print what axe finds. Return whether it is nothing."""
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium) as browser:
        found = dict(violations(browser, url))
    for state, rules in found.items():
        if rules:
            say(f"{state}: {', '.join(rules)}\n")
    number = sum(map(len, found.values()))
    say(f"\naxe looks at {len(found)} states: {number} violations.\n")
    return number == 0


def say_score(found):
    say(f"\nOf {found.queries} unseen queries, {found.first} have an expected page as the first result, and ")
    say(f"{found.among_first} among the first three. Missed: {', '.join(found.missed)}.\n")


def validate(jar, urls):
    """Validate the HTML of `urls`, and print what is wrong. Return whether nothing is."""
    command = [find_program("java"), "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always"]
    with tempfile.TemporaryDirectory() as folder:  # the validator refuses addresses of this machine
        files = {Path(folder, f"{number}.html"): url for number, url in enumerate(urls)}
        for file, url in files.items():
            file.write_bytes(fetch(url))
        done = subprocess.run([*command, *files], check=True, capture_output=True, text=True)  # noqa: S603
    messages = json.loads(done.stderr)["messages"]
    names = {file.name: url for file, url in files.items()}
    for message in messages:
        say(f"{names[message['url'].rpartition('/')[2]]}: {message['message']}\n")
    say(f"\nThe Nu Html Checker reads {len(urls)} pages: {len(messages)} errors.\n")
    return not messages


def say_structured_data(programs, urls):
    """Print what is wrong with the structured data of `urls`. Return whether nothing is."""
    errors = structured_data.errors(programs, urls)
    for url, message in errors:
        say(f"{url}: {message}\n")
    say(f"\nThe vocabulary of schema.org has the structured data of {len(urls)} pages: {len(errors)} errors.\n")
    return not errors


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
