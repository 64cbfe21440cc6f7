"""The secret key of a copy for which none is set."""

import secrets


def secret_key_of_this_copy(folder):
    """Return the secret key in `folder`, made on the first run: no key that is in the repository is a secret."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
