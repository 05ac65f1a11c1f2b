"""The settings of the product with the jobs of the tests, for real processes."""

from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs_app"]  # noqa: F405
STORAGES["default"]["BACKEND"] = "tests.jobs_app.held_storage.HeldStorage"  # noqa: F405
