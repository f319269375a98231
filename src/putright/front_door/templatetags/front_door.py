"""`{% t "A sentence with a {name}." name=x %}` and `{% at "start" %}`: what every residents' page is written with."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from putright.front_door.saying import said
from putright.front_door.whose import Doorway

register = template.Library()


@register.simple_tag
def t(english: str, **values: object) -> SafeString:
    """A sentence in the language of the page."""
    return said(english, **values)


@register.simple_tag(takes_context=True)
def at(context: template.Context, name: str, *args: Any) -> str:  # noqa: ANN401  whatever stands in an address
    """The address of a residents' page at the door where the reader stands."""
    here: Doorway = context["request"].doorway
    return here.address(name, *args)
