"""Run by `serving.Site`: how often each text with a beginning is on record, and what `verify` finds."""

import json
import sys

import django

django.setup()

from collections import Counter  # noqa: E402  after Django is set up

from putright.people.models import Landlord  # noqa: E402
from putright.records.integrity import verify  # noqa: E402
from putright.records.models import Content  # noqa: E402

there = Counter(Content.objects.filter(text__startswith=sys.argv[1]).values_list("text", flat=True))
faults = [str(fault.what) for landlord in Landlord.objects.all() for fault in verify(landlord.pk)]
if sys.argv[2:] == ["each"]:
    json.dump({"there": there, "faults": faults}, sys.stdout)
else:
    told = {"there": len(there), "twice": sum(times > 1 for times in there.values()), "faults": faults}
    json.dump(told, sys.stdout)
