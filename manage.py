#!/usr/bin/env python3
"""The command line of a checkout: `cms.__main__`, where Python is new enough for it."""

import sys

if sys.version_info < (3, 11):
    sys.exit("Bay Street needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

from cms.__main__ import main

if __name__ == "__main__":
    main()
