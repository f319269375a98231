"""Whose self-assessment it is, as the document itself says: never guessed from a single mention."""

import re
from collections import Counter
from collections.abc import Sequence

from putright.passages import Document

__all__ = ["landlord_of"]

_NAME = r"(?P<name>(?:[A-Z][\w&'\u2019.-]*|of|and|the|&)(?:\s+(?:[A-Z0-9][\w&'\u2019.-]*|of|and|&|the)){0,6})"
_ASKED = re.compile(
    r"\b(?:Does|does|Is|Do)\s+(?P<name>(?:[A-Z][\w&'\u2019.-]*)(?:\s+(?:[A-Z][\w&'\u2019.-]*|of|and|&)){0,6})\s+(?:comply|compliant)\b"
)
_NAMED = re.compile(
    rf"^(?:(?:name of )?(?:the )?(?:landlord|organisation|provider|association)(?:[\u2019']s)?(?: name)?)\s*[:\u2013|-]+\s*{_NAME}",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"(?:^|[.]\s+)(?:(?:At|Here at)\s+)(?P<name>(?:[A-Z][\w&'\u2019-]*)(?:\s+[A-Z][\w&'\u2019-]*){0,4}),?\s+we\b"
)
_COMMITTED = re.compile(
    r"(?:^|[.]\s+)(?P<name>(?:[A-Z][\w&'\u2019-]*)(?:\s+[A-Z][\w&'\u2019-]*){0,4})\s+is committed to\b"
)
_KIND = re.compile(
    r"\b(?P<name>(?:[A-Z][a-z][\w'\u2019]*\s+){1,3}(?:Housing Group|Housing Association|Homes|Group|Housing Trust|Housing|Council|Trust|Living))\b"
)
_NOT_A_LANDLORD = re.compile(
    r"\b(?:Ombudsman|Institute|Code|Complaints?|Policy|Regulator|Self|Assessment|Landlords?|Residents?|Social Housing|Equality|Act|The Group|Our|"
    r"Service|Stage|We|You|This|Board|Landlord)\b"
)
_KINDS = frozenset(
    {"Housing", "Group", "Homes", "Association", "Trust", "Council", "Living", "Borough", "City", "District"}
)
_FIRST = 40
_OFTEN = 3


def landlord_of(document: Document) -> str:
    """The landlord's name as the document gives it; empty where it does not say plainly."""
    texts = [passage.text for passage in document.passages]
    for text in texts[:_FIRST]:
        named = _NAMED.match(text.replace(" | ", ": ", 1))
        if named and _is_name(named["name"]):
            return _tidy(named["name"])
    asked = _most([found["name"] for text in texts for found in _ASKED.finditer(text[:400])], 1)
    spoken = [
        found["name"] for text in texts[:_FIRST] for pattern in (_SPEAKS, _COMMITTED) if (found := pattern.search(text))
    ]
    fuller = next((name for name in spoken if _is_name(name) and (not asked or name.startswith(asked))), "")
    if fuller or asked:
        return _tidy(fuller or asked)
    return _tidy(
        _most(
            [name for text in texts for found in _KIND.finditer(text[:2000]) for name in _endings(found["name"])],
            _OFTEN,
        )
    )


def _endings(name: str) -> list[str]:
    """A name and what is left without its first words, which may belong to the sentence: never only "Housing Group"."""
    words = name.split()
    return [" ".join(words[at:]) for at in range(len(words) - 1) if words[at] not in _KINDS]


def _most(names: Sequence[str], times: int) -> str:
    """The name that is used most, when it is used at least so often."""
    counted = Counter(name for name in names if _is_name(name)).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= times else ""


def _is_name(name: str) -> bool:
    return bool(name[:1].isupper()) and not _NOT_A_LANDLORD.search(name)


def _tidy(name: str) -> str:
    return re.sub(r"^The (?=[A-Z])", "", " ".join(name.split())).strip(" .,-\u2013")
