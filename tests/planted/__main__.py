"""Plants faults, one at a time, and tells whether the tests of `make test` find each: `make plant`.

Each fault is planted in a temporary copy of the tree, so that the working copy stays as it is. The tests that have to
find it run there first without the fault, and have to pass. It lies with the tests, since it tests them.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.planted.faults import FAULTS

ROOT = Path(__file__).resolve().parents[2]
DATABASES = Path(".pytest_cache/d/databases")
PASSED, FAILED = 0, 1
"""Exit codes of pytest."""


class CannotPlantError(Exception):
    """The list of faults does not fit the code. The sentence says what to mend in `tests/planted/faults.py`."""


def main():
    parser = argparse.ArgumentParser(prog="make plant", description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="plant only the faults whose name has one of these words")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many run at once (default: all cores)")
    options = parser.parse_args()
    faults = [one for one in FAULTS if not options.words or any(word in one.name for word in options.words)]
    try:
        for fault in faults:
            changed(fault)
        with copied_tree() as tree:
            refuse_failing_tests(tree, sorted({test for fault in faults for test in fault.tests}))
            with ThreadPoolExecutor(options.jobs) as workers:
                found = list(workers.map(plant, faults))
    except CannotPlantError as error:
        sys.exit(f"Cannot plant: {error}")
    print(f"{sum(found)} of {len(faults)} faults were found.")  # noqa: T201
    sys.exit(0 if faults and all(found) else 1)


def changed(fault):
    """Return the text of the file with the fault in it. Raises CannotPlantError if it does not fit there."""
    path = ROOT / fault.file
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if (times := text.count(fault.old)) != 1:
        raise CannotPlantError(f"“{fault.name}”: {fault.old!r} occurs {times} times in {fault.file}, not once.")
    return text.replace(fault.old, fault.new)


@contextmanager
def copied_tree():
    """Yield a temporary copy of all files that git knows or would add, and of the migrated test databases."""
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        tree = Path(folder)
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, tree / name)
        if (ROOT / DATABASES).is_dir():
            shutil.copytree(ROOT / DATABASES, tree / DATABASES)
        yield tree


def run_tests(tree, tests):
    """Run those of `tests` that `make test` runs, to the first that fails. Return the exit code and the output."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "--tb=line", "-rfE", "-m", "not slow", *tests]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def refuse_failing_tests(tree, tests):
    code, output = run_tests(tree, tests)
    if code != PASSED:
        raise CannotPlantError(f"the tests do not pass without a fault.\n{output[-3000:]}")


def plant(fault):
    """Plant one fault and print what became of it. Return whether a test found it."""
    with copied_tree() as tree:
        (tree / fault.file).write_text(changed(fault), encoding="utf-8")
        code, output = run_tests(tree, fault.tests)
    if code not in (PASSED, FAILED):
        raise CannotPlantError(f"the tests of “{fault.name}” could not run.\n{output[-3000:]}")
    first = re.search(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE)
    found = code == FAILED and bool(first)
    print(f"found      {fault.name}\n           {first[1]}" if found else f"NOT FOUND  {fault.name}", flush=True)  # noqa: T201
    return found


if __name__ == "__main__":
    main()
