import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from cms.backup.errors import BackupError


@contextmanager
def scratch_folder(purpose):
    """Yield an empty folder for content that is not encrypted. What a killed process left in it is removed.

    Raise BackupError if another process does the same: `purpose` is “backup”, “restore” or “rehearsal”.
    """
    parent = settings.DATA_DIR / f"{purpose}-scratch"
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # until it is closed, or the process ends
        for left in parent.iterdir():
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            yield Path(folder)
    except BlockingIOError:
        raise BackupError(f"Another {purpose} is running.") from None
    finally:
        os.close(descriptor)
