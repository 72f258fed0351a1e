"""Settings for tests: a data folder of its own, fast password hashes, plain static files."""

import atexit
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="tryggby-test-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["TRYGGBY_DATA"] = FOLDER
os.environ.setdefault("TRYGGBY_DEMO", "1")
os.environ.pop("TRYGGBY_DEBUG", None)
os.environ.pop("MAIL_URL", None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, MAILERS, STORAGES, TEMPLATES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MAILERS["transport"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]


class Undefined(str):
    """An undefined template variable fails the test instead of printing nothing."""

    def __mod__(self, name):
        raise NameError(f"undefined template variable: {name}")

    def __contains__(self, piece):
        return piece == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["OPTIONS"].pop("pool", None)
