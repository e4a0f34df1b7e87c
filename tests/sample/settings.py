"""The product's settings with an app that nobody has declared."""

from tillit.config.settings import *  # noqa: F403
from tillit.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS[:-1], "tests.sample.undeclared", OURS[-1]]
