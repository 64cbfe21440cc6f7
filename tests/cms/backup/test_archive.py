"""A damaged archive is refused, and one that was not finished leaves no file."""

import io
import resource

import pyrage
import pytest

from cms.backup.archive import ArchiveWriter, encrypted_to, read_archive
from cms.backup.errors import BackupError
from cms.backup.keys import read_identities, recipients

pytestmark = pytest.mark.once
CONTENT = b"leaf " * 100_000


@pytest.fixture
def archive(key, place):
    path = place / "a.tar.age"
    with encrypted_to(path, recipients()) as stream:
        writer = ArchiveWriter(stream)
        writer.add("leaf", io.BytesIO(CONTENT), len(CONTENT))
        writer.close({"made_at": "now"})
    return path


def test_what_was_written_is_read(archive, key):
    found = {}

    manifest = read_archive(archive, read_identities(key), lambda name, file: found.update({name: file.read(-1)}))

    assert found == {"leaf": CONTENT}
    assert manifest["made_at"] == "now"
    assert manifest["members"]["leaf"]["size"] == len(CONTENT)


def test_only_its_owner_can_read_it_and_it_is_encrypted(archive):
    assert archive.stat().st_mode & 0o777 == 0o600
    assert b"leaf leaf" not in archive.read_bytes()


def test_another_key_does_not_open_it(archive):
    with pytest.raises(BackupError, match="cannot be decrypted with this key"):
        read_archive(archive, [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize("length", [0, 100, 200_000, -1])
def test_a_truncated_archive_is_refused(archive, key, length):
    archive.write_bytes(archive.read_bytes()[:length])

    with pytest.raises(BackupError, match=r"damaged|cannot be decrypted"):
        read_archive(archive, read_identities(key))


@pytest.mark.parametrize("place_of_byte", [150, 1000, 300_000, -1])
def test_a_changed_byte_is_noticed(archive, key, place_of_byte):
    content = bytearray(archive.read_bytes())
    content[place_of_byte] ^= 1
    archive.write_bytes(content)

    with pytest.raises(BackupError, match=r"damaged|cannot be decrypted"):
        read_archive(archive, read_identities(key))


def test_a_member_that_the_manifest_does_not_list_is_refused(key, place):
    path = place / "b.tar.age"
    with encrypted_to(path, recipients()) as stream:
        writer = ArchiveWriter(stream)
        writer.add("leaf", io.BytesIO(CONTENT), len(CONTENT))
        writer.members.clear()
        writer.close({})

    with pytest.raises(BackupError, match="its members are not those of its manifest"):
        read_archive(path, read_identities(key))


def test_an_error_while_it_is_written_is_that_error(key, place):
    with pytest.raises(TypeError), encrypted_to(place / "c", recipients()) as stream:
        stream.write("text, and not bytes")


def test_a_disk_that_is_full_is_named(key, place):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(CONTENT) // 2, before[1]))  # as a full disk
    try:
        with (
            pytest.raises((BackupError, OSError), match="File too large"),
            encrypted_to(place / "d", recipients()) as stream,
        ):
            stream.write(CONTENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("keys", "message"),
    [([], "BACKUP_RECIPIENTS is not set"), (["age1leaf"], "“age1leaf” in BACKUP_RECIPIENTS is not a public key")],
)
def test_a_missing_or_wrong_public_key_is_named(settings, keys, message):
    settings.BACKUP_RECIPIENTS = keys

    with pytest.raises(BackupError, match=message):
        recipients()


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read"), ("", "has no private key"), ("age1leaf", "is not a file of private keys")],
)
def test_a_missing_or_wrong_private_key_is_named(place, content, message):
    if content is not None:
        (place / "wrong.txt").write_text(content)

    with pytest.raises(BackupError, match=message):
        read_identities(place / "wrong.txt")
