"""What is to be made."""

from dataclasses import dataclass
from datetime import date

__all__ = ["DISTINCT", "ORDINARY", "Plan"]

ORDINARY = 600
"""Complaints in two years of about 5,000 homes: as many as landlords of that size publish."""
DISTINCT = 3000
"""So many stories are told; a larger demonstration tells them again with other homes, people and words."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A landlord of this name, code and policy, with so many complaints up to a day. The seed chooses among the stories."""

    name: str
    code: str
    policy: str
    size: int
    seed: int
    today: date
