"""Settings for tests: a data folder of its own, fast password hashes, plain static files, strict templates."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="tryggby-test-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["TRYGGBY_DATA"] = FOLDER
os.environ.setdefault("TRYGGBY_DEMO", "1")
for name in ("TRYGGBY_DEBUG", "TRYGGBY_SECURE", "TRYGGBY_URL", "TRYGGBY_HOSTS", "MAIL_URL"):
    os.environ.pop(name, None)

from config.running.catalogues import compile_all  # noqa: E402
from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, LOCALE_PATHS, MAILERS, ROOT, STORAGES, TEMPLATES  # noqa: E402

for folder in LOCALE_PATHS:
    compile_all(folder)

CACHES["figures"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
SEALING_COST = {"passes": 1, "memory_kib": 8}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MAILERS["transport"] = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

OWN = (str(ROOT / "tryggby"), str(ROOT / "config"), str(ROOT / "tests"))


class Undefined(str):
    """An undefined variable in one of our templates fails the test; in others' it prints nothing."""

    def __mod__(self, name: object) -> str:
        """Django asks for the text to print in place of `name`."""
        template = _template_being_rendered()
        if template is None or (Path(template).is_absolute() and not template.startswith(OWN)):
            return ""
        raise NameError(f"undefined template variable in {template}: {name}")

    def __contains__(self, piece: object) -> bool:
        """Django asks whether the name of the variable is wanted."""
        return piece == "%s"


def _template_being_rendered() -> str | None:
    """The file of the innermost template node on the stack."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            return getattr(origin, "name", None)
        frame = frame.f_back
    return None


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A pool would keep connections to a test database that is to be dropped.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
    DATABASES["default"]["CONN_MAX_AGE"] = None
