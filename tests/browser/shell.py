"""Run Python on the site of this process: a line of JSON for the code, and a line for what the code prints."""

import io
import json
import sys
from contextlib import redirect_stdout

import django
from django.db import close_old_connections


def main():
    django.setup()
    from cms.content_stamp.writes import settle

    for line in sys.stdin:
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(json.loads(line), {})  # noqa: S102 - the code of a test
        settle()
        close_old_connections()
        sys.stdout.write(json.dumps(printed.getvalue()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
