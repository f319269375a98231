"""Every command of the desk: a short form each, with the facts it needs and nothing else, and its effect said beforehand."""

from importlib import import_module

from putright.desk.commands.registry import COMMANDS, DeskCommand, command, offered

__all__ = ["COMMANDS", "DeskCommand", "command", "offered"]

_MODULES = (
    "acknowledging",
    "defining",
    "deciding",
    "answering",
    "finishing",
    "finding_out",
    "adding",
    "in_touch",
    "remedying",
    "promising",
    "handling",
    "speaking",
    "together",
    "confiding",
    "refusing",
    "restricting",
    "joining",
    "ombudsman",
    "safety",
    "mending",
)
"""The modules with commands, in the order in which they are offered."""
for _module in _MODULES:
    import_module(f"putright.desk.commands.{_module}")
