"""A fresh environment, and a site in it."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from cms.testing.databases import BASE

ROOT = Path(__file__).resolve().parents[2]
TYPES = "home,articles,gallery,testimonials"
BUILD = """
import importlib, sys, tomllib
with open("pyproject.toml", "rb") as file:
    backend = importlib.import_module(tomllib.load(file)["build-system"]["build-backend"])
print(backend.build_wheel(sys.argv[1]))
"""


class Place:
    """A fresh environment, which sees what the tests have installed, and a site in it with a database of its own."""

    def __init__(self, folder, database):
        self.folder = folder
        self.python = folder / "environment/bin/python"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.plugins.settings",
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": database,
            "BASE_URL": "http://testserver",
        }
        # The pip of this environment is seen in the new one, too.
        self.run([sys.executable, "-m", "venv", "--without-pip", folder / "environment"])
        (installed,) = folder.glob("environment/lib/python*/site-packages")
        (installed / "tests.pth").write_text(sysconfig.get_path("purelib"))

    def pip(self, *args):
        self.run([self.python, "-m", "pip", "--disable-pip-version-check", "--quiet", *args])

    def build(self, package):
        """Return the wheel of the package in that folder, built with its build backend as pip does."""
        said = self.run([self.python, "-c", BUILD, self.folder], cwd=package)
        return self.folder / said.strip().rpartition("\n")[2]

    def install(self, wheel):
        self.pip("install", "--no-deps", "--no-index", wheel)

    def manage(self, *args, types=f"{TYPES},team", **variables):
        """Run a command of `manage.py`. Return what it says, on both ways."""
        return self.run([self.python, ROOT / "manage.py", *args], CMS_CONTENT_TYPES=types, **variables)

    def steps(self, *steps, types=f"{TYPES},team", **variables):
        """Go through steps of `stages.py` in one process. Return what each returns."""
        said = self.run([self.python, "-m", "tests.plugins.stages", *steps], CMS_CONTENT_TYPES=types, **variables)
        return json.loads(said.strip().rpartition("\n")[2])

    def pytest(self, folder, *args, expected=0, **variables):
        """Run the tests of the package or project in `folder`, with a migrated database to begin with."""
        databases = folder / ".pytest_cache/d/databases"
        databases.mkdir(parents=True, exist_ok=True)  # the package may have been tested where it comes from
        shutil.copyfile(self.folder / "data/db.sqlite3", databases / BASE)
        return self.run([self.python, "-m", "pytest", *args], expected, cwd=folder, **variables)

    def run(self, command, expected=0, cwd=ROOT, **variables):
        """Run `command` with these variables. Return what it says, on both ways."""
        return run(command, self.environment | variables, expected, cwd)


def run(command, environment, expected=0, cwd=ROOT, **options):
    """Run `command`, which is to end with the status `expected`. Return what it says, on both ways."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, **options
    )
    assert done.returncode == expected, f"{command[1:]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}"
    return done.stderr + done.stdout
