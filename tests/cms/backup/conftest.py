import pyrage
import pytest

from cms.testing.factories import ConsentFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    """Let each test write to its own folder, and return it."""
    settings.DATA_DIR = tmp_path / "data"
    settings.BACKUP_DIR = str(tmp_path / "backups")
    return tmp_path


@pytest.fixture
def key(settings, place):
    """Return the file of a private key, whose public key is in the settings."""
    identity = pyrage.x25519.Identity.generate()
    settings.BACKUP_RECIPIENTS = [str(identity.to_public())]
    path = place / "key.txt"
    path.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return path


@pytest.fixture
def story(home):
    consent = ConsentFactory(code="PH-1")
    return StoryPageFactory(parent=StoryIndexPageFactory(parent=home), consent=consent)
