"""`{% t "A sentence with a {name}." name=x %}` and `{% at "start" %}`: what every residents' page is written with."""

from dataclasses import replace
from typing import Any

from django import template
from django.utils.safestring import SafeString

from putright.front_door.saying import ENGLISH, languages, name_of, said
from putright.front_door.whose import Doorway

register = template.Library()


@register.simple_tag
def t(english: str, **values: object) -> SafeString:
    """A sentence in the language of the page."""
    return said(english, **values)


@register.filter(name="t")
def t_of(english: str) -> str:
    """The same for what is handed to a component."""
    return said(english)


@register.simple_tag(takes_context=True)
def language(context: template.Context) -> str:
    """The language of the page, as a page says it of itself."""
    here: Doorway = context["request"].doorway
    return "en-GB" if here.language == ENGLISH else here.language


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[tuple[str, str, str]]:
    """The other languages there are, each by its own name, with the address of its first page."""
    here: Doorway = context["request"].doorway
    return [
        (name_of(each), each, replace(here, language=each).address("start"))
        for each in languages()
        if each != here.language
    ]


@register.simple_tag(takes_context=True)
def at(context: template.Context, name: str, *args: Any) -> str:  # noqa: ANN401  whatever stands in an address
    """The address of a residents' page at the door where the reader stands."""
    here: Doorway = context["request"].doorway
    return here.address(name, *args)
