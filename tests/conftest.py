import pytest


@pytest.fixture(autouse=True)
def fast_and_contained(settings, tmp_path):
    """Weak, quick password hashes; files of a test stay in its own folder."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
