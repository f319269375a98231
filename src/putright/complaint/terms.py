"""A landlord's policy as the complaint core needs it: its stages beside the edition's, and its own promises.

The edition governs always; the policy adds. Where it is stricter there are two dates, each saying whose it is. The
policy in force when the complaint was received governs it: a later version does not reach back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from putright.policy import Policy
from putright.policy.terms import in_force, policy_grounds, stage_rules
from putright.rulebook import Rulebook, StageRule
from putright.workdays import in_words

__all__ = ["PolicyTerms", "policy_governing", "terms_of"]


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """What one policy adds for complaints under one edition, worked out once for any number of them."""

    policy: Policy
    because: str
    stages: tuple[StageRule, ...]
    grounds: frozenset[str]


def terms_of(policy: Policy, edition: Rulebook, because: str = "You asked for this policy.") -> PolicyTerms:
    """The policy's terms beside that edition's."""
    grounds = frozenset(ground.ground.value for ground in policy_grounds(policy))
    return PolicyTerms(policy, because, stage_rules(policy, edition), grounds)


def policy_governing(named: Policy, versions: Iterable[Policy], received_on: date | None) -> tuple[Policy | None, str]:
    """Which version of the landlord's policy governs a complaint received on that day, and why; None where none did.

    `versions` are all that are known; only those of the same landlord count. A policy that does not say from when it is
    in force governs when it is named.
    """
    start = named.about.effective_from
    if received_on is None or start is None:
        return named, f"{named.name} was named."
    landlord = named.about.landlord.value
    same = [each for each in versions if each.about.landlord.value == landlord]
    found = in_force([named, *same], received_on)
    if found is None:
        return None, (
            f"No version of the policy of {landlord} that is known here was in force on {in_words(received_on)}; a later one "
            "does not reach back."
        )
    since = found.about.effective_from
    when = f", in force from {in_words(since.value, weekday=False)}," if since is not None else ""
    return found, f"{found.name}{when} governs a complaint received on {in_words(received_on)}."
