"""Notices: what became due or late since somebody last said that they had seen it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from putright.background.notices import notices_for, seen
from putright.desk.opened import who
from putright.desk.shown_lists import days_left, shown_complaints
from putright.people.permissions import NOT_THERE, SEES

__all__ = ["notices_page"]

_MOST = 100


@require_http_methods(["GET", "POST"])
def notices_page(request: HttpRequest) -> HttpResponse:
    """What is new, first due first; and a button that says it was seen."""
    by = who(request)
    if not by.roles & SEES:
        raise Http404(NOT_THERE)
    if request.method == "POST":
        seen(by.staff, by.today, by.now)
        messages.success(request, "These are put away. What is due stays in your work.")
        return redirect("desk:notices")
    found = list(notices_for(by.staff, by.today)[: _MOST + 1])
    complaints, _ = shown_complaints(by, [each.complaint for each in found if each.complaint])
    left = days_left(by, [each.due_on for each in found])
    rows = [
        (complaints[each.complaint], each.due_on, left[each.due_on])
        for each in found[:_MOST]
        if each.complaint in complaints
    ]
    return render(request, "desk/notices/page.html", {"rows": rows, "more": len(found) > _MOST})
