"""Tests that need a server with several connections; `make test` runs this folder with DATABASE_URL set to one."""

from django.conf import settings

# On another database there is nothing to prove here, so the folder is not even collected.
collect_ignore_glob = [] if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else ["test_*.py"]
