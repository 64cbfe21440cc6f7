"""The folder in which the processes of a machine count together, in a file for each process.

https://prometheus.github.io/client_python/multiprocess/
"""

import os
import re
import socket
from pathlib import Path

_PROCESS = re.compile(r"_(\d+)\.db")


def folder_of_machine(folder):
    """Return the folder below `folder` for this machine or container: another one has processes of the same ids."""
    return Path(folder) / socket.gethostname()


def delete_old_files(folder):
    """Delete the files in `folder` if they are of earlier processes only, which have ended.

    While one of their processes runs, they are kept, so that a total never falls when a process has ended.
    """
    processes = {path: _PROCESS.search(path.name) for path in folder.glob("*.db")}
    if not any(found and _is_running(int(found[1])) for found in processes.values()):
        for path in processes:
            path.unlink(missing_ok=True)


def _is_running(process_id):
    if process_id == os.getpid():
        return True
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # of another user
    return True
