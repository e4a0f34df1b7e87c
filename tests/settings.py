"""The product's settings, on a database and a data folder made for this run of the tests."""

import os
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="tillit-test-"))
_database = os.environ.get("TILLIT_TEST_DATABASE", "sqlite")
os.environ["TILLIT_DATA"] = str(_data)
os.environ["TILLIT_DATABASE"] = str(_data / "test.sqlite3") if _database == "sqlite" else _database
os.environ.pop("TILLIT_URL", None)

from tillit.config.settings import *  # noqa: E402, F403
from tillit.config.settings import COMMON_HOSTS, DATABASES, STORAGES  # noqa: E402

if _database == "sqlite":
    # A file, as in use: then two connections can meet.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = f"{options['init_command']}PRAGMA synchronous=OFF;"
DATABASES["default"]["CONN_MAX_AGE"] = 0

# Hashed names need collectstatic first; nothing a test looks at depends on them.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Quick on purpose: the real hasher takes a fifth of a second for each staff member made.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
COMMON_HOSTS = {*COMMON_HOSTS, "testserver"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CLOCK_FILE = _data / "clock"
# The guard against undefined template variables is an object where Django wants a string.
SILENCED_SYSTEM_CHECKS = ["templates.E002"]
# Commands that a test starts as processes of their own run this source.
os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent / "src")
(_data / "static").mkdir()
