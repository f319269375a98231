"""Commands that change more than one complaint's record: rows of people's tables, or a second complaint, in one transaction.

The record is the authority on what happened; the registers of people are what other pages read. Where a command says
something for both, either both are written or neither is.
"""

from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import models

from putright.actions import Done, NotDone
from putright.actions.carrying_out import carried_out, no
from putright.actions.perform import within
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.desk.commands.registry import DeskCommand
from putright.people.changing import NotYours, OtherLandlord, add, change
from putright.records.models import Request

__all__ = ["WithRows", "is_id"]


def is_id(text: str) -> bool:
    """Whether an entry names somebody by the id of a row, and not in plain words."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


class WithRows(DeskCommand):
    """A command that also keeps rows beside the record. `keep` writes them; a no of either leaves nothing behind."""

    def carry_out(self, facts: tuple[e.Event, ...]) -> Done | NotDone:
        """The rows and the facts, or neither."""
        return carried_out(lambda: self._together(facts), self.opened.who.landlord.pk, keyed=True)

    def _together(self, facts: tuple[e.Event, ...]) -> Done | NotDone:
        try:
            if not Request.objects.filter(key=self.key).exists():  # sent again, the rows are there already
                self.keep()  # first, because the record makes a complaint findable by the names it finds there
        except (NotYours, OtherLandlord) as error:
            return no(RefusedBecause.IMPOSSIBLE, str(error))
        except ValidationError as error:
            return no(RefusedBecause.IMPOSSIBLE, " ".join(error.messages))
        return self.record(facts)

    def record(self, facts: tuple[e.Event, ...]) -> Done | NotDone:
        """The facts, inside the transaction."""
        return within(self.ask(facts), self.opened.who.staff, self.opened.who.now)

    def keep(self) -> None:
        """Write the rows."""

    def row_id(self, name: str) -> UUID:
        """The id of a row that this page makes: the facts name it, so it is the same when the page is sent again."""
        return uuid5(self.key, name)

    def put(self, row: models.Model) -> None:
        """Add a row."""
        add(row, by=self.opened.who.staff, at=self.opened.who.now, why=self._why())

    def alter(self, row: models.Model, **values: object) -> None:
        """Give a row new values."""
        change(row, by=self.opened.who.staff, at=self.opened.who.now, why=self._why(), **values)

    def _why(self) -> str:
        return f"Complaint {self.opened.reference}"
