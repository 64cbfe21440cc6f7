"""Several steps in one process, which is a start of Django for all of them."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from django.core.management import CommandError, call_command


def run_steps(functions):
    """Run the steps that the command line names, and print a JSON list of what they return.

    A step is one of `functions` by its name, or a command of `manage.py`.
    """
    done = [functions[step]() if step in functions else run_command(*step.split()) for step in sys.argv[1:]]
    print(json.dumps(done))  # noqa: T201


def run_command(*args, **kwargs):
    """Run a command of `manage.py`. Return what it writes, on both ways."""
    with redirect_stdout(io.StringIO()) as written, redirect_stderr(written):
        call_command(*args, **kwargs)
    return written.getvalue()


def refusal_of(*args):
    """Return why a command of `manage.py` refuses to run."""
    try:
        run_command(*args)
    except CommandError as error:
        return str(error)
    raise AssertionError(f"{args} did not refuse.")
