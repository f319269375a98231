"""A landlord's colours and logo, served as files of their own, so that no page carries a style inside it.

An address names the version of what it serves. A browser keeps it for a year, and a change shows at once, because the
pages then name another address. Colours and logos are public: they stand on every letter. An address has the landlord's
id and not its code, because the database may show the program one landlord at a time, and must be told which.
"""

from hashlib import sha256
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.pages.colour import accent
from putright.people.models import Landlord, LandlordLogo
from putright.people.row_security import theirs

__all__ = ["OURS", "address_of", "colours", "logo", "logo_of", "style_sheet"]

OURS = "#1d5c63"
"""The colour of a landlord that has given none; the style sheets have the same."""
_YEAR = "public, max-age=31536000, immutable"
_SHORTLY = "public, max-age=300"


def address_of(landlord: Landlord) -> str:
    """Where a landlord's colours are served; "" where it has none of its own and the style sheets' are right."""
    if not landlord.accent:
        return ""
    return f"{reverse('pages:appearance', args=[landlord.pk])}?v={_version(style_sheet(landlord))}"


def logo_of(landlord: Landlord) -> str:
    """Where a landlord's logo is served; "" where it has none."""
    return f"{reverse('pages:logo', args=[landlord.pk])}?v={landlord.logo[:12]}" if landlord.logo else ""


def style_sheet(landlord: Landlord) -> str:
    """The custom properties that the style sheets are written with, in this landlord's colour."""
    used = accent(landlord.accent or OURS)
    return (
        ":root{"
        f"--accent:{used.colour};--on-accent:{used.on_it};--accent-dark:{used.darker};--accent-wash:{used.wash};"
        f"--govuk-brand-colour:{used.colour};--govuk-link-colour:{used.colour};--govuk-link-hover-colour:{used.darker}"
        "}"
    )


@login_not_required
@require_safe
def colours(request: HttpRequest, landlord: UUID) -> HttpResponse:
    """The style sheet with a landlord's colours in it."""
    words = style_sheet(_found(landlord))
    return _kept(request, HttpResponse(words, content_type="text/css; charset=utf-8"), _version(words))


@login_not_required
@require_safe
def logo(request: HttpRequest, landlord: UUID) -> HttpResponse:
    """The picture a landlord uses now."""
    digest = _found(landlord).logo
    with theirs(landlord):
        found = LandlordLogo.objects.filter(landlord=landlord, digest=digest).first()
    if found is None:
        raise Http404
    return _kept(request, HttpResponse(bytes(found.image), content_type=found.kind), digest[:12])


def _found(landlord: UUID) -> Landlord:
    with theirs(landlord):
        found = Landlord.objects.filter(pk=landlord).first()
    if found is None:
        raise Http404
    return found


def _kept(request: HttpRequest, answer: HttpResponse, version: str) -> HttpResponse:
    answer["Cache-Control"] = _YEAR if request.GET.get("v") == version else _SHORTLY
    return answer


def _version(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:12]
