"""Starts commands in forks of a process that has imported what they share: `python -m tests.plugins.starts`.

Reads a JSON list of `[module, arguments, variables]`, each of which is run as `python -m module arguments` would be.
Prints a JSON list of `[exit code, output]`. Importing takes a third of the time of a start.
"""

import json
import os
import runpy
import sys
import tempfile

SHARED = (
    *(
        "PIL.Image",
        "bs4",
        "citeproc",
        "environs",
        "pillow_heif",
        "psycopg.types.range",
        "pydantic",
        "requests",
        "yaml",
    ),
    *("django.core.management", "django.db.models", "django.forms", "django.template.defaulttags"),
)
"""Modules that most of a start goes through, and that need no settings."""


def start(module, arguments, variables):
    """Run `module` in a fork. Return its exit code and what it writes, on both ways."""
    with tempfile.TemporaryFile("w+") as output:
        pid = os.fork()
        if not pid:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            os.environ.update(variables)
            sys.path[1:1] = filter(None, variables.get("PYTHONPATH", "").split(os.pathsep))
            sys.argv = [module, *arguments]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
            sys.exit()
        _pid, status = os.waitpid(pid, 0)
        output.seek(0)
        return os.waitstatus_to_exitcode(status), output.read()


if __name__ == "__main__":
    for name in SHARED:
        __import__(name)
    print(json.dumps([start(*one) for one in json.load(sys.stdin)]))  # noqa: T201
