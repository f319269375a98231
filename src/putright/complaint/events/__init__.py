"""The event vocabulary of complaint handling: facts in the past tense, each with its stable name.

Facts only. A due date is not here: it is an opinion about facts, under an edition and a calendar.
"""

from putright.complaint.events.afterwards import *  # noqa: F403
from putright.complaint.events.answering import *  # noqa: F403
from putright.complaint.events.defining import *  # noqa: F403
from putright.complaint.events.entries import *  # noqa: F403
from putright.complaint.events.intake import *  # noqa: F403
from putright.complaint.events.investigating import *  # noqa: F403
from putright.complaint.events.registry import EVENTS, NAMES, VERSIONS, Event, name_of
from putright.complaint.events.vocabulary import *  # noqa: F403

__all__ = ["EVENTS", "NAMES", "VERSIONS", "Event", "name_of"]
