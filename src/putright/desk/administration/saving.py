"""Storing what a form holds, through the one way in which these tables change; what is refused is said beside the field."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from putright.people.changing import NotYours, OtherLandlord

__all__ = ["posted", "saved"]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, also where it is nothing; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def saved(form: BaseForm, store: Callable[[dict[str, Any]], object]) -> bool:
    """Whether it was stored. Where not, the form says why, each sentence beside the field it is about."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            store(form.cleaned_data)
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            for name, sentences in error.message_dict.items():
                _say(form, name, " ".join(sentences))
        else:
            _say(form, "", " ".join(error.messages))
    except (NotYours, OtherLandlord, ValueError) as error:
        _say(form, "", str(error))
    return not form.errors


def _say(form: BaseForm, name: str, sentence: str) -> None:
    form.add_error(name if name in form.fields else None, sentence)
