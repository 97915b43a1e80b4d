"""The application that a server calls; importing it sets Django up."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chamdiem.web.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
