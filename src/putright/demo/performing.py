"""A story put on record through the one door, step by step."""

from collections.abc import Mapping
from uuid import UUID

from putright.actions import Ask, Done, NotDone, perform
from putright.demo.stories import Story
from putright.people.models import Staff

__all__ = ["DemoRefused", "put_on_record"]


class DemoRefused(Exception):  # noqa: N818  a story that does not make sense, found while it is told
    """A step of a story was refused. The message says which and why."""


def put_on_record(story: Story, landlord: UUID, staff: Mapping[str, Staff]) -> UUID:
    """Perform every step of a story by its person at its moment; the id of the complaint. Raises DemoRefused."""
    complaint: UUID | None = None
    for step in story.steps:
        answer: Done | NotDone = perform(
            Ask(landlord, step.facts, complaint, reason=step.reason), staff[step.by], step.at
        )
        if isinstance(answer, NotDone):
            raise DemoRefused(f"{story.path}, {story.theme}, {step.at:%Y-%m-%d}: {answer.refused.message}")
        complaint = answer.complaint
    assert complaint is not None, story
    return complaint
