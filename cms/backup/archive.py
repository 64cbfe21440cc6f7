"""The archive: a tar stream, encrypted with age. Its last member is the manifest, which lists the others."""

import hashlib
import io
import json
import os
import tarfile
import threading
from contextlib import contextmanager

import pyrage

from cms.backup.errors import BackupError

MANIFEST = "manifest.json"
FORMAT = 1
"""The version of this format. It changes if older versions of the software could not restore the archive."""
CHUNK = 1024 * 1024


class ArchiveWriter:
    """Writes members to a stream, and keeps the size and SHA-256 of each."""

    def __init__(self, stream):
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.members = {}

    def add(self, name, file, size):
        """Add the open binary `file` of `size` bytes as the member `name`."""
        reader = _HashingReader(file)
        self._add(name, reader, size)
        self.members[name] = {"size": size, "sha256": reader.digest.hexdigest()}

    def close(self, manifest):
        """Add the manifest, with the list of the members, and end the archive."""
        content = json.dumps(manifest | {"format": FORMAT, "members": self.members}).encode()
        self._add(MANIFEST, io.BytesIO(content), len(content))
        self._tar.close()

    def _add(self, name, file, size):
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, file)


class _HashingReader:
    def __init__(self, file):
        self.digest = hashlib.sha256()
        self._file = file

    def read(self, size):
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk


@contextmanager
def encrypted_to(path, recipients):
    """Yield a stream. What is written to it is encrypted to the file `path`, which only its owner can read."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with _piped(lambda pipe: pyrage.encrypt_io(pipe, file, recipients), is_read=False) as stream:
                yield stream
            file.flush()
            os.fsync(file.fileno())
    except pyrage.EncryptError as error:
        raise BackupError(f"{path} could not be written ({error}).") from error


def read_to_end(name, file):
    """Read the member `name`, so that it is checked."""
    while file.read(CHUNK):
        pass


def read_archive(path, identities, keep=read_to_end):
    """Decrypt the archive `path`, check each member, and return the manifest.

    `keep` is called with the name of each member and an open binary file, which it has to read to its end.

    Raises:
        BackupError: the key does not fit, or the archive is damaged, incomplete or of a newer version.
    """
    if not path.is_file():
        raise BackupError(f"There is no archive {path}.")
    try:
        members, manifest = _read_members(path, identities, keep)
    except pyrage.DecryptError as error:
        raise BackupError(
            f"{path} cannot be decrypted with this key ({error}). It is of another key, or it is damaged."
        ) from error
    except (OSError, tarfile.TarError, ValueError) as error:
        raise BackupError(f"{path} is damaged or incomplete ({error}). Take another archive.") from error
    if manifest is None:
        raise BackupError(f"{path} is incomplete: it has no manifest. Take another archive.")
    if manifest["format"] != FORMAT:
        raise BackupError(f"{path} has the format {manifest['format']}. Restore it with a newer version.")
    if members != manifest["members"]:
        raise BackupError(f"{path} is damaged: its members are not those of its manifest. Take another archive.")
    return manifest


def _read_members(path, identities, keep):
    """Return the sizes and hashes of the members by name, and the manifest, or None if there is none."""
    members, manifest = {}, None
    with (
        path.open("rb") as file,
        _piped(lambda pipe: pyrage.decrypt_io(file, pipe, identities), is_read=True) as stream,
        tarfile.open(fileobj=stream, mode="r|") as tar,
    ):
        for info in tar:
            if not info.isfile():
                raise tarfile.TarError(f"“{info.name}” is no file")
            member = tar.extractfile(info)
            if info.name == MANIFEST:
                manifest = json.loads(member.read())
                continue
            reader = _HashingReader(member)
            keep(info.name, reader)
            members[info.name] = {"size": info.size, "sha256": reader.digest.hexdigest()}
        while stream.read(CHUNK):  # the end of the encrypted stream is checked as well
            pass
    return members, manifest


@contextmanager
def _piped(function, *, is_read):
    """Run `function` in a thread with one end of a pipe, and yield the other end, which is read or written here.

    If both sides fail, the error that is not about the pipe is raised: it has caused the other one.
    """
    ends = os.pipe()
    here, there = (0, 1) if is_read else (1, 0)
    errors = []

    def run():
        try:
            with os.fdopen(ends[there], "rw"[there] + "b") as pipe:
                function(pipe)
        except Exception as error:  # raised again in the other thread
            errors.insert(0, error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(ends[here], "rw"[here] + "b") as pipe:
            yield pipe
    except Exception as error:
        errors.append(error)
    finally:
        thread.join()
    if errors:
        raise next((error for error in errors if not isinstance(error, BrokenPipeError)), errors[0])
