"""Keys of age (https://age-encryption.org/v1): the archive is encrypted to public keys, which are in the settings."""

from pathlib import Path

import pyrage
from django.conf import settings

from cms.backup.errors import BackupError

HOW = "Make a pair of keys with `age-keygen`, on another machine: see docs/backup.md."


def recipients():
    """Return the public keys of the setting `BACKUP_RECIPIENTS`. Raise BackupError if there is no valid one."""
    if not settings.BACKUP_RECIPIENTS:
        raise BackupError(f"BACKUP_RECIPIENTS is not set: there is no key to encrypt the backup to. {HOW}")
    found = []
    for key in settings.BACKUP_RECIPIENTS:
        try:
            found.append(pyrage.x25519.Recipient.from_str(key.strip()))
        except pyrage.RecipientError as error:
            raise BackupError(f"“{key}” in BACKUP_RECIPIENTS is not a public key of age (age1…). {HOW}") from error
    return found


def read_identities(path):
    """Return the private keys in the file `path`, as `age-keygen` writes it. Raise BackupError if there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"The private key {path} cannot be read ({error}).") from error
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        identities = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError as error:
        raise BackupError(f"{path} is not a file of private keys of age, as `age-keygen` writes it.") from error
    if not identities:
        raise BackupError(f"{path} has no private key.")
    return identities
