"""Writing a policy as TOML: what `loading` reads back is the same policy."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any

from putright.policy.model import Policy

__all__ = ["as_toml"]

_LISTS = {"channels": ("ways",), "acceptance": ("exclusions",), "escalation": ("grounds",)}
"""Lists inside a table that read best as tables of their own."""


def as_toml(policy: Policy, *, heading: str = "") -> str:
    """The policy as TOML, only what is stated in it. Lines of `heading` come first, as comments."""
    lines = [f"# {line}".rstrip() for line in heading.splitlines()]
    for entry in fields(policy):
        part = getattr(policy, entry.name)
        if isinstance(part, tuple):
            for one in part:
                lines += ["", f"[[{entry.name}]]", *_pairs(one)]
        else:
            lines += _table(entry.name, part)
    return "\n".join(lines).strip() + "\n"


def _table(name: str, part: Any) -> list[str]:  # noqa: ANN401  any of the model's parts
    lists = _LISTS.get(name, ())
    pairs = list(_pairs(part, leaving_out=lists))
    lines = ["", f"[{name}]", *pairs] if pairs else []
    for inner in lists:
        for one in getattr(part, inner):
            lines += ["", f"[[{name}.{inner}]]", *_pairs(one)]
    return lines


def _pairs(value: Any, *, leaving_out: tuple[str, ...] = ()) -> Iterator[str]:  # noqa: ANN401
    for entry in fields(value):
        inside = getattr(value, entry.name)
        if entry.name not in leaving_out and inside != _default(entry):
            yield f"{entry.name} = {_inline(inside)}"


def _default(entry: "Field[Any]") -> Any:  # noqa: ANN401
    return entry.default if entry.default is not MISSING else MISSING


def _inline(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if is_dataclass(value):
        return "{ " + ", ".join(_pairs(value)) + " }"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A basic string: quotes, backslashes and control characters escaped, as TOML asks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(_safe(character) for character in escaped) + '"'


def _safe(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code < ord(" ") or code == 0x7F else character  # noqa: PLR2004  DEL
