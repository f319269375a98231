"""The views of making a complaint, or of asking for something to be done: one thing on each page."""

import json
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from putright.actions.carrying_out import NotDone
from putright.actions.unavailable import RecordUnavailable
from putright.complaint.history import complaint_from
from putright.front_door import drafts, files, limits, links
from putright.front_door.codes import spoken, tidy
from putright.front_door.expected import expected
from putright.front_door.limits import Limit, here
from putright.front_door.models import Draft, Link
from putright.front_door.questions import PAGES, REQUEST_PAGES, FactForm, Question
from putright.front_door.saying import said
from putright.front_door.sending import send
from putright.front_door.told import summary_of
from putright.front_door.whose import doorway, open_door
from putright.records import store
from putright.records.media_types import NotAccepted

__all__ = ["back", "begin", "begin_request", "page"]

HONEYPOT = "website"
Answer = TypeVar("Answer", bound=HttpResponseBase)


@open_door("GET", "HEAD", "POST")
def begin(request: HttpRequest) -> HttpResponse:
    """What we will ask; and the button that begins."""
    return _begin(request, "complaint")


@open_door("GET", "HEAD", "POST")
def begin_request(request: HttpRequest) -> HttpResponse:
    """The same for a request for something to be done."""
    return _begin(request, "request")


def _begin(request: HttpRequest, kind: str) -> HttpResponse:
    at = doorway(request)
    survey = "".join(each for each in request.GET.get("survey", "")[:40] if each.isalnum() or each == "-")
    if request.method != "POST":
        what = {"kind": kind, "survey": survey, "files": files, "pages": 9}
        return render(request, "front_door/complain/begin.html", what)
    if often := _too_often(request, limits.BEGIN):
        return often
    secret = drafts.begin(at.landlord, kind, at.now)
    if survey:
        draft = drafts.found(at.landlord, secret, at.now)
        assert draft is not None
        drafts.keep(draft, "from", {"survey": survey}, at.now)
    return HttpResponseRedirect(at.address("complain_page", secret, _order(kind)[0]))


def _too_often(request: HttpRequest, limit: Limit) -> HttpResponse | None:
    """Count this one; or the page that says until when it has been often enough."""
    at, whose = doorway(request), here(request)
    ends = limits.until(at.landlord, limit, whose, at.now)
    if ends is not None:
        return render(request, "front_door/often.html", {"ends": ends}, status=429)
    limits.count(at.landlord, limit, whose, at.now)
    return None


def _order(kind: str) -> tuple[str, ...]:
    return tuple(PAGES) if kind == "complaint" else REQUEST_PAGES


@open_door("GET", "HEAD", "POST")
def page(request: HttpRequest, secret: str, page: str) -> HttpResponse:
    """One page of a draft."""
    at = doorway(request)
    draft = drafts.found(at.landlord, secret, at.now)
    if draft is None:
        return private(_gone(request))
    if draft.sent_at is not None:
        if page != "sent":
            return HttpResponseRedirect(at.address("complain_page", secret, "sent"))
        return private(_receipt(request, draft))
    shown = {"files": _files, "check": _check, "saved": _saved, "known": _known}.get(page)
    if shown is not None:
        return private(shown(request, draft, secret))
    if page not in _order(draft.kind):
        return HttpResponseRedirect(at.address("complain_page", secret, _order(draft.kind)[0]))
    return private(_ask(request, draft, secret, page))


def private(response: Answer) -> Answer:
    """What is one person's is kept by no cache."""
    response["Cache-Control"] = "no-store"
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    """The address opens nothing: too long ago, sent long since, or never there. What was typed is given back."""
    kept = [text for name in request.POST for text in request.POST.getlist(name) if text.strip() and name != "then"]
    return render(request, "front_door/complain/gone.html", {"kept": kept}, status=404)


def _ask(request: HttpRequest, draft: Draft, secret: str, page: str) -> HttpResponse:
    at, told = doorway(request), drafts.answers_of(draft)
    heading, made = PAGES[page]
    form: Question = made(request.POST if request.method == "POST" else None, initial=told.get(page))
    then = request.POST.get("then", "")
    if request.method == "POST":
        good = form.is_valid()
        if good or then == "save":
            drafts.keep(draft, page, form.told() if good else _as_typed(form), at.now)
            return HttpResponseRedirect(_after(request, draft, secret, page, then))
    return render(request, "front_door/complain/ask.html", _around(request, draft, secret, page, heading, form))


def _as_typed(form: Question) -> dict[str, Any]:
    """What stands in the boxes, right or not: for somebody who leaves in the middle."""
    return {name: form[name].value() or "" for name in form.fields}


def _around(request: HttpRequest, draft: Draft, secret: str, page: str, heading: str, form: Question) -> dict[str, Any]:
    at, order = doorway(request), (*_order(draft.kind), *(["files"] if draft.kind == "complaint" else []), "check")
    place = order.index(page)
    previous = at.address("complain_page", secret, order[place - 1]) if place else at.address("complain")
    return {
        "form": form,
        "page_title": heading,
        "page": page,
        "kind": draft.kind,
        "secret": secret,
        "number": place + 1,
        "of": len(order),
        "previous": at.address("complain_page", secret, "check") if request.GET.get("then") == "check" else previous,
        "told": drafts.answers_of(draft),
    }


def _after(request: HttpRequest, draft: Draft, secret: str, page: str, then: str) -> str:
    at, order = doorway(request), _order(draft.kind)
    if then == "save":
        return at.address("complain_page", secret, "saved")
    known = drafts.answers_of(draft).get("before", {}).get("known")
    if draft.kind == "complaint" and page == "before" and known == "no":
        return at.address("complain_page", secret, "known")
    if request.GET.get("then") == "check":
        return at.address("complain_page", secret, "check")
    if page != order[-1]:
        return at.address("complain_page", secret, order[order.index(page) + 1])
    return at.address("complain_page", secret, "files" if draft.kind == "complaint" else "check")


def _known(request: HttpRequest, draft: Draft, secret: str) -> HttpResponse:
    """The first time we hear of it: it may be quicker to ask for it to be done. Both ways are open."""
    at = doorway(request)
    if request.method == "POST":
        if request.POST.get("way") == "request":
            draft.kind = "request"
            draft.save(update_fields=["kind"])
            return HttpResponseRedirect(at.address("complain_page", secret, "check"))
        return HttpResponseRedirect(at.address("complain_page", secret, "right"))
    return render(request, "front_door/complain/known.html", {"secret": secret})


def _files(request: HttpRequest, draft: Draft, secret: str) -> HttpResponse:
    at, wrong = doorway(request), []
    if request.method == "POST":
        if request.POST.get("away"):
            files.remove(draft, request.POST["away"])
        sent = request.FILES.getlist("files")
        if sent and (often := _too_often(request, limits.FILES)):
            return often
        for each in sent:
            try:
                files.add(draft, each, at.now)
            except NotAccepted as no:
                wrong.append(str(no))
        drafts.keep(draft, "files", {"looked": True}, at.now)
        then = request.POST.get("then", "")
        if not wrong and then in {"check", "saved"}:
            return HttpResponseRedirect(at.address("complain_page", secret, then))
        if not wrong:
            return HttpResponseRedirect(at.address("complain_page", secret, "files"))
    what = {
        "secret": secret, "held": files.names(draft), "wrong": wrong, "files": files,
        "previous": at.address("complain_page", secret, _order(draft.kind)[-1]),
    }  # fmt: skip
    return render(request, "front_door/complain/files.html", what, status=400 if wrong else 200)


def _check(request: HttpRequest, draft: Draft, secret: str) -> HttpResponse:
    at, told = doorway(request), drafts.answers_of(draft)
    missing = _missing(draft)
    problem, honey = "", request.POST.get(HONEYPOT, "")
    if request.method == "POST" and not missing:
        if honey.strip():
            problem = said("One box has to stay empty. Clear it, and send again.")
        elif often := _too_often(request, limits.SEND):
            return often
        else:
            try:
                done = send(draft, at)
            except RecordUnavailable as error:
                return _not_now(request, draft, secret, str(error))
            if not isinstance(done, NotDone):
                return HttpResponseRedirect(at.address("complain_page", secret, "sent"))
            problem = said("It was not sent: {why} What you wrote is still here.", why=done.refused.message)
    what = {
        "secret": secret, "kind": draft.kind, "rows": summary_of(draft, told), "missing": missing, "problem": problem,
        "honey": honey, "name": HONEYPOT, "pages": PAGES,
        "previous": at.address("complain_page", secret, "files" if draft.kind == "complaint" else "easier"),
    }  # fmt: skip
    return render(
        request, "front_door/complain/check.html", what, status=400 if problem or (missing and honey) else 200
    )


def _not_now(request: HttpRequest, draft: Draft, secret: str, why: str) -> HttpResponse:
    what = {"secret": secret, "kind": draft.kind, "why": why}
    return render(request, "front_door/complain/not_now.html", what, status=503)


def _missing(draft: Draft) -> list[tuple[str, str]]:
    """The pages that are not answered yet and have to be, with their headings."""
    told = drafts.answers_of(draft)
    found = []
    for name in _order(draft.kind):
        heading, made = PAGES[name]
        if not made(told.get(name, {})).is_valid():
            found.append((name, heading))
    return found


def _saved(request: HttpRequest, draft: Draft, secret: str) -> HttpResponse:
    at = doorway(request)
    if not drafts.fact_of(drafts.answers_of(draft)):
        return render(request, "front_door/complain/name_first.html", {"secret": secret})
    code = drafts.leave(draft, at.now)
    what = {
        "code": spoken(code),
        "address": request.build_absolute_uri(at.address("complain_back_with", spoken(code))),
        "until": (at.now + drafts.KEPT).date(),
    }
    return render(request, "front_door/complain/saved.html", what)


@open_door("GET", "HEAD", "POST")
def back(request: HttpRequest, given: str = "") -> HttpResponse:
    """Come back to a draft: a code and a second fact. One answer for everything that is wrong."""
    at = doorway(request)
    form = FactForm(request.POST if request.method == "POST" else None, initial={"code": given[:80]})
    if request.method == "POST" and form.is_valid():
        code = tidy(form.cleaned_data["code"])
        if often := tried_too_often(request, f"back:{code}"):
            return private(often)
        secret = drafts.come_back(at.landlord, code, form.cleaned_data["fact"], at.now)
        if secret is not None:
            limits.forget(at.landlord, limits.TRY, tried(f"back:{code}"))
            draft = drafts.found(at.landlord, secret, at.now)
            assert draft is not None
            missing = _missing(draft)
            return private(
                HttpResponseRedirect(at.address("complain_page", secret, missing[0][0] if missing else "check"))
            )
        form.add_error(None, said("Those two do not go together. Check the code, then the postcode or the name."))
    status = 403 if request.method == "POST" else 200
    return private(render(request, "front_door/complain/back.html", {"form": form}, status=status))


def tried(what: str) -> str:
    """What the tries of one code are counted under."""
    from putright.sign_in.sealing import digest

    return digest("front_door.tried", what)


def tried_too_often(request: HttpRequest, what: str) -> HttpResponse | None:
    """Count one try of a code as wrong until it was right; or the page that says when there may be another."""
    at = doorway(request)
    of_code, from_here = tried(what), here(request)
    ends = limits.until(at.landlord, limits.TRY, of_code, at.now) or limits.until(
        at.landlord, limits.TRY_FROM_HERE, from_here, at.now
    )
    if ends is not None:
        return render(request, "front_door/often.html", {"ends": ends}, status=429)
    limits.count(at.landlord, limits.TRY, of_code, at.now)
    limits.count(at.landlord, limits.TRY_FROM_HERE, from_here, at.now)
    return None


def _receipt(request: HttpRequest, draft: Draft) -> HttpResponse:
    at = doorway(request)
    what: dict[str, Any] = {"draft": draft, "kind": draft.kind, **json.loads(draft.receipt or "{}")}
    if draft.complaint is not None:
        complaint = complaint_from(store.read(at.landlord.pk, draft.complaint))
        what["received_on"] = complaint.received_on
        what["dates"] = expected(at.landlord, complaint, at.today)
        what["speaks"] = bool(complaint.representatives)
        link = Link.objects.filter(landlord=at.landlord, pk=draft.link).first() if draft.link else None
        if link is not None:
            code = spoken(links.code_to(link))
            what["code"], what["until"] = code, link.until.date()
            what["address"] = request.build_absolute_uri(at.address("follow_with", code))
    return render(request, "front_door/complain/sent.html", what)
