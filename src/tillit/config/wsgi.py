"""What granian serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# Seconds until a thread that computes, as when a statement is read, lets another on: each answer
# of the database is such a wait for a page.
sys.setswitchinterval(0.001)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")
application = get_wsgi_application()
