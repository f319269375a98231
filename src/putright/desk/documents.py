"""A document on file, for whoever may see the complaint it is on."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.desk.opened import open_complaint
from putright.records.filing_models import Filing
from putright.records.storage import Missing, storage

__all__ = ["document"]


@require_safe
def document(request: HttpRequest, reference: str, document: str) -> HttpResponseBase:
    """The bytes of one document, to be saved and not to be opened in the page: it came from outside.

    A look at one on a confidential complaint is noted. Bytes that are gone, or are not the ones that were filed, are not
    given out; the page of the complaint says so.
    """
    opened = open_complaint(request, reference, f"the desk, document {document[:80]}")
    rows = Filing.objects.filter(landlord=opened.who.landlord.pk, complaint=opened.row.complaint, document=document)
    filing = rows.first()
    if filing is None or filing.erased_at is not None:
        raise Http404("There is no such document on file.")
    kept = storage()
    try:
        sound = kept.equals(filing.digest)
        file = kept.open(filing.digest) if sound else None
    except Missing:
        file = None
    if file is None:
        messages.error(
            request,
            f"The document {filing.name or document} is damaged or no longer there, so it is not given out. Tell whoever "
            "looks after this system: it can be put back from a backup.",
        )
        return redirect(f"{reverse('desk:complaint', args=[reference])}#documents")
    answer = FileResponse(file, as_attachment=True, filename=filing.name or document, content_type=filing.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
