import pytest

from tests.personas import world  # noqa: F401  # the fixture of the access tests


@pytest.fixture(autouse=True)
def fast_and_contained(settings, tmp_path):
    """Weak, quick password hashes; files of a test stay in its own folder."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
