"""What the application writes is closed to other users of the machine."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site_settings

from cms.testing.factories import ImageFactory

ROOT = Path(site_settings.BASE_DIR)
WRITE = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
connection.ensure_connection()
default_storage.save("folder/form.pdf", ContentFile(b"signed"))
Path(settings.DATA_DIR, "report.txt").write_text("anything else")
"""


def modes(folder):
    return {path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


def write_everything(folder, **variables):
    """Run a process that writes what the site writes, as a server does whose umask is that of most machines."""
    known = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DATA_DIR": str(folder)} | variables
    known.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", WRITE], cwd=ROOT, env=known, check=True, timeout=120, umask=0o022)


@pytest.mark.once
def test_database_key_uploads_and_all_other_files_are_for_the_user_of_the_site(tmp_path):
    folder = tmp_path / "data"
    write_everything(folder)
    found = modes(folder)

    assert {"db.sqlite3", "secret_key", "private/folder/form.pdf", "report.txt"} <= set(found)
    assert {name: oct(mode) for name, mode in found.items() if mode & 0o077} == {}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.once
def test_a_web_server_that_sends_uploads_reads_them_as_a_member_of_the_group(tmp_path):
    folder = tmp_path / "data"
    write_everything(folder, SENDFILE_HEADER="X-Accel-Redirect")
    found = modes(folder)

    assert found["private/folder"] == 0o750
    assert found["private/folder/form.pdf"] == 0o640
    assert {name: oct(mode) for name, mode in found.items() if mode & 0o027} == {}
    assert found["secret_key"] == 0o600


@pytest.mark.django_db
def test_an_uploaded_image_and_its_renditions_are_closed(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ImageFactory().get_rendition("max-165x165")

    files = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert len(files) >= 2
    assert not [path for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077]
