"""The registers the Code asks for: as rows that can be written out, and as what has to be looked at again, by when.

Some are tables of this room (adjustments, disclosures, restrictions, training, posts, surveys). Others are read out of
complaints (refusals, extensions, conflicts, and what was agreed or restricted in one): whoever calls brings those, as
plain state, because this room lies below the record.
"""

from putright.people.registers.due import due_reviews
from putright.people.registers.model import Due, Known
from putright.people.registers.rows import REGISTERS, register_rows

__all__ = ["REGISTERS", "Due", "Known", "due_reviews", "register_rows"]
