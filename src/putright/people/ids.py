"""Ids of rows: made by the application, in the order of time, so that rows can be moved between databases."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A new id."""
    return uuid7()
