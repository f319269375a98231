"""Run by `serving.Site`: let somebody in without the steps at the door, for journeys that are about something else."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  after Django is set up
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from putright import clock  # noqa: E402
from putright.people.models import Staff  # noqa: E402
from putright.sign_in.sessions import admit  # noqa: E402
from putright.sign_in.words import How  # noqa: E402

person = Staff.objects.get(email__startswith=f"{sys.argv[1]}@")
request = RequestFactory().get("/")
request.session = SessionStore()
admit(request, person, How.PASSWORD, clock.now())
request.session.save()
json.dump([{"name": settings.SESSION_COOKIE_NAME, "value": request.session.session_key}], sys.stdout)
