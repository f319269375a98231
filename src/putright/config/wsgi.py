"""Where the server takes the program from."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
application = get_wsgi_application()
