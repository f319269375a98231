"""Reading a landlord's policy from TOML, and refusing what is wrong with it, saying where and what to do."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from putright.policy.model import Policy
from putright.policy.written import PolicyFile, mistakes

__all__ = ["PolicyError", "parse_policy", "read_policy", "shipped_policies", "shipped_policy"]

_SHIPPED = Path(__file__).parent / "policies"
_MOST_BYTES = 2_000_000
"""A policy is some tens of kilobytes; a file far beyond that is something else."""


class PolicyError(ValueError):
    """A policy cannot be used. The message is one sentence: which file, where in it, why, the way out."""


def shipped_policy(name: str) -> Policy:
    """The shipped policy of that name, such as "thrive-2026". Raises PolicyError naming those there are."""
    found = shipped_policies().get(name.lower().removesuffix(".toml"))
    if found is None:
        known = ", ".join(shipped_policies())
        raise PolicyError(f"There is no policy {name!r} here: give a policy file (TOML) or choose one of {known}.")
    return found


@lru_cache(maxsize=1)
def shipped_policies() -> dict[str, Policy]:
    """Every shipped policy by its name."""
    return {path.stem: read_policy(path) for path in sorted(_SHIPPED.glob("*.toml"))}


def read_policy(path: Path) -> Policy:
    """The policy in a TOML file. Raises PolicyError."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PolicyError(f"{path.name} is too large for a policy in TOML: check that it is the right file.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PolicyError(f"{path} cannot be read ({error.strerror}): check the name and try again.") from None
    except UnicodeDecodeError:
        raise PolicyError(f"{path.name} is not UTF-8 text: a policy here is a TOML file, saved as UTF-8.") from None
    return parse_policy(text, path.name)


def parse_policy(text: str, name: str) -> Policy:
    """The policy in a text of TOML; `name` is what the file is called in a refusal. Raises PolicyError."""
    try:
        content: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{name} is not TOML: {error}; correct it there.") from None
    except RecursionError:
        raise PolicyError(f"{name} is nested too deeply for a policy: check that it is the right file.") from None
    try:
        policy = PolicyFile.model_validate({"policy": content}).policy
    except ValidationError as error:
        where, why = _first(error, content)
        raise PolicyError(f"{name}, {where}: {why}") from None
    for where, why in mistakes(policy):
        raise PolicyError(f"{name}, {where}: {why}")
    return policy


_SAID = {
    "unexpected_keyword_argument": "this key is not known; check its spelling or take it out.",
    "extra_forbidden": "this key is not known; check its spelling or take it out.",
    "missing": "this key is missing; add it.",
    "missing_argument": "this key is missing; add it.",
    "dataclass_type": "this is not a table; write it as { value = ..., section = ... } or as a table of its own.",
}


def _first(error: ValidationError, content: dict[str, Any]) -> tuple[str, str]:
    """Where the first mistake is, in the file's own words, and what it is."""
    first = error.errors()[0]
    where: list[str] = []
    at: Any = content
    for step in first["loc"][1:]:
        if isinstance(step, int):
            at = at[step] if isinstance(at, list) and step < len(at) else None
            where.append(_called(at, step))
        else:
            at = at.get(step) if isinstance(at, dict) else None
            where.append(step)
    reason = _SAID.get(first["type"], first["msg"].removeprefix("Value error, ") + "; correct it.")
    return " ".join(where) or "the file", reason


def _called(entry: object, position: int) -> str:
    """An entry of a list by its own name where it has one, otherwise by where it stands."""
    if isinstance(entry, dict):
        for key in ("number", "ground", "name", "kind"):
            if key in entry:
                return str(entry[key])
    return f"number {position + 1}"
