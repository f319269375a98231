"""The page components: markup that has been tested with people, from the library's own macros.

A component is called with the library's own option names. Text goes in as text. An option whose name ends in "html" is
taken as it is only where Django itself vouches for it (a SafeString); any other text in it is escaped, so that a name
typed by a resident can never become markup by taking the wrong option.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

__all__ = ["component"]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(
        loader=loader, autoescape=True, undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True
    )


@lru_cache
def _macro(name: str) -> Any:  # noqa: ANN401  a macro of Jinja has no public type
    module = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    return getattr(module, "govuk" + "".join(word.title() for word in name.split("-")))


def component(name: str, options: Mapping[str, Any]) -> SafeString:
    """The markup of one component. Raises jinja2.TemplateNotFound where there is none of that name."""
    # The macros escape what they are given, but for options that say they are HTML; those were seen to by `_safe`.
    return SafeString(_macro(name)(_safe(options)).strip())


def _safe(value: Any, key: str = "") -> Any:  # noqa: ANN401  options are whatever the component takes
    match value:
        case Mapping():
            return {name: _safe(each, name) for name, each in value.items() if each is not None}
        case list() | tuple():
            return [_safe(each, key) for each in value if each is not None]
        case _ if key.lower().endswith("html"):
            return Markup(conditional_escape(value))  # noqa: S704  escaped just here
        case str() if hasattr(value, "__html__"):
            return Markup(value)  # noqa: S704  Django vouches for it
        case str() | bool() | int() | float():
            return value
        case _:
            return str(value)  # a lazy translation, a date, an id
