"""A landlord's complaints policy as data: reading it, checking it against the Code, and writing it out for residents.

This room must not know any complaint, nor what day it is: whoever calls it says on which day to judge.
"""

from putright.policy.loading import PolicyError, parse_policy, read_policy, shipped_policies, shipped_policy
from putright.policy.model import Policy, Stage
from putright.policy.vocabulary import Stated, Sure
from putright.policy.writing import as_toml

__all__ = [
    "Policy",
    "PolicyError",
    "Stage",
    "Stated",
    "Sure",
    "as_toml",
    "parse_policy",
    "read_policy",
    "shipped_policies",
    "shipped_policy",
]
