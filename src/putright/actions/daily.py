"""What actions want done once a day for each landlord; the worker's clock asks for them by name.

Sweeping up files and settling roles are asked for by the worker itself, because sweeping is for all landlords at once.
"""

from collections.abc import Callable
from datetime import datetime

from putright.actions.erasures_listed import keep_list
from putright.actions.filing import file_put_aside
from putright.actions.linking import names_again
from putright.actions.reading_documents import index_unread
from putright.people.models import Landlord

__all__ = ["DAILY"]


def _keep_list(landlord: Landlord, at: datetime) -> object:
    """Write the list of erasures again, should a full disk have kept it from being written."""
    del at
    return keep_list(landlord.pk)


DAILY: tuple[tuple[str, Callable[[Landlord, datetime], object]], ...] = (
    ("file_put_aside", file_put_aside),
    ("index_unread", index_unread),
    ("names_again", names_again),
    ("keep_list", _keep_list),
)
"""Each by the name that stands in the queue. What is done twice does nothing the second time."""
