"""The views of following a complaint."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from putright.actions.carrying_out import LONDON, NotDone
from putright.actions.contacts_people import key_of
from putright.actions.filing import Filed, Upload, file_document
from putright.actions.perform import Ask, perform
from putright.actions.unavailable import RecordUnavailable
from putright.background.queue import enqueue
from putright.complaint import events as e
from putright.front_door import files, limits, links
from putright.front_door.clerk import clerk_of
from putright.front_door.codes import tidy
from putright.front_door.complain import private, tried, tried_too_often
from putright.front_door.follow import standing as shown
from putright.front_door.follow.acts import ACTS, Act, ActForm
from putright.front_door.follow.opened import Followed, open_followed
from putright.front_door.questions import FactForm
from putright.front_door.saying import said
from putright.front_door.whose import doorway, open_door
from putright.people.changing import add, change
from putright.people.finding import of
from putright.people.models import Authority, Staff
from putright.people.roles import Reach
from putright.records.filing_models import Filing
from putright.records.media_types import NotAccepted
from putright.records.storage import Missing, storage

__all__ = ["act", "follow", "letter", "page"]

_REASON = "At the wish of the resident, on the residents' pages."


@open_door("GET", "HEAD", "POST")
def follow(request: HttpRequest, given: str = "") -> HttpResponse:
    """A code and a second fact. One answer for everything that is wrong, whatever it is."""
    at = doorway(request)
    form = FactForm(request.POST if request.method == "POST" else None, initial={"code": given[:80]})
    if request.method == "POST" and form.is_valid():
        code = tidy(form.cleaned_data["code"])
        if often := tried_too_often(request, f"follow:{code}"):
            return private(often)
        link = links.admit(at.landlord, code, form.cleaned_data["fact"], at.now)
        if link is not None:
            limits.forget(at.landlord, limits.TRY, tried(f"follow:{code}"))
            return private(HttpResponseRedirect(at.address("complaint", links.pass_for(link, at.now))))
        form.add_error(None, said("Those two do not go together. Check the code, then the postcode or the name."))
    status = 403 if request.method == "POST" else 200
    return private(render(request, "front_door/follow/enter.html", {"form": form}, status=status))


def _opened(request: HttpRequest, given: str) -> Followed | None:
    at = doorway(request)
    link = links.passed(at.landlord, given, at.now)
    return open_followed(at, link) if link is not None else None


def _again(request: HttpRequest) -> HttpResponse:
    """The pass opens nothing (any more): the same page whatever the reason. What was typed is given back."""
    hidden = {"sent_once", "expected_number"}
    kept = [text for name in request.POST if name not in hidden for text in request.POST.getlist(name) if len(text) > 3]  # noqa: PLR2004  choices are shorter than words
    return private(render(request, "front_door/follow/again.html", {"kept": kept}, status=404))


@open_door("GET", "HEAD")
def page(request: HttpRequest, given: str) -> HttpResponse:
    """Your complaint."""
    followed = _opened(request, given)
    if followed is None:
        return _again(request)
    done = ACTS.get(request.GET.get("done", ""))
    what: dict[str, Any] = {"followed": followed, "given": followed.given, "done": done.done if done else ""}
    if not followed.told.told:
        return private(render(request, "front_door/follow/waiting.html", what))
    record = followed.complaint.stages.get(followed.complaint.stage)
    hours = followed.here.landlord.telephone_hours
    what |= {
        "hours": f" ({hours})" if hours else "",
        "standing": shown.standing(followed),
        "complaint": followed.complaint,
        "definition": record.definition if record else None,
        "disputed": record.definition_disputed if record else None,
        "points": list(followed.complaint.points.values()),
        "promises": shown.promises(followed),
        "remedies": shown.remedies(followed),
        "letters": shown.letters(followed),
        "messages_between": shown.messages(followed),
        "updates": record.updates_agreed[-1] if record and record.updates_agreed else None,
        "speakers": _speakers(followed),
        "acts": {name.replace("-", "_"): each for name, each in ACTS.items() if _open_to(followed, each)},
    }
    return private(render(request, "front_door/follow/page.html", what))


def _speakers(followed: Followed) -> list[tuple[str, bool]]:
    known = followed.complaint.representatives.items()
    return [(followed.named(key), each.authorised) for key, each in known if each.ended is None]


def _open_to(followed: Followed, act: Act) -> bool:
    if followed.represents and act.own:
        return False
    return (followed.told.told or act.without_authority) and act.fits(followed)


@open_door("GET", "HEAD", "POST")
def act(request: HttpRequest, given: str, slug: str) -> HttpResponse:
    """One thing to do: what it does is said, then it is done."""
    followed, what = _opened(request, given), ACTS.get(slug)
    if followed is None:
        return _again(request)
    back = followed.here.address("complaint", followed.given)
    if what is None or not _open_to(followed, what):
        return private(HttpResponseRedirect(back))
    form = what.form(request.POST if request.method == "POST" else None)
    form.prepare(followed)
    problem, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            problem = _do(followed, what, form, request)
            if not problem:
                return private(HttpResponseRedirect(f"{back}?done={slug}"))
    shows = {
        "form": form,
        "act": what,
        "slug": slug,
        "given": followed.given,
        "problem": problem,
        "files": files,
        "followed": followed,
    }
    return private(render(request, "front_door/follow/act.html", shows, status=status))


def _do(followed: Followed, act: Act, form: ActForm, request: HttpRequest) -> str:
    """Do it; why not, in one sentence."""
    here, link = followed.here, followed.link
    ends = limits.until(here.landlord, limits.TELL, str(link.pk), here.now)
    if ends is not None:
        return said(
            "That was often. Wait until {until}, or call us. What you wrote is still here.",
            until=f"{ends.astimezone(LONDON):%H:%M}",
        )
    try:
        taken = [files.read(each) for each in request.FILES.getlist("files")[: files.MOST]] if act.files else []
    except NotAccepted as no:
        return str(no)
    by = clerk_of(here.landlord, here.now)
    ask = Ask(
        here.landlord.pk,
        act.facts(followed, form.cleaned_data),
        link.complaint,
        reason=_REASON,
        again=True,
        key=uuid5(link.pk, str(form.key)),
        on_behalf_of=_behalf(followed),
    )
    try:
        done = perform(ask, by, here.now)
    except RecordUnavailable as error:
        return str(error)
    if isinstance(done, NotDone):
        return said("This could not be done here: {why} Call us, and we do it with you.", why=done.refused.message)
    limits.count(here.landlord, limits.TELL, str(link.pk), here.now)
    if isinstance(ask.facts[0], e.RepresentativeAuthorised | e.RepresentativeEnded):
        _authority(followed, ask.facts[0])
    return _file(followed, taken, by, form.key)


def _behalf(followed: Followed) -> str:
    person = followed.complaint.received.person if followed.complaint.received else ""
    who = f"representative {followed.link.representative}" if followed.represents else f"resident {person}"
    return who[:80]


def _file(followed: Followed, taken: list[tuple[str, str, bytes]], by: Staff, key: UUID) -> str:
    """Put on file what came with a message: which were not, and why, in one sentence."""
    here = followed.here
    for number, (name, says, held) in enumerate(taken):
        if files.unanswered(held):
            files.hold_back(here.landlord, followed.link.complaint, name, says, held, here.now)
            due = here.now + timedelta(minutes=10)
            enqueue("front_door_files", landlord=here.landlord.pk, due_at=due, subject=str(followed.link.complaint))
            continue
        fact = e.EvidenceRecorded(
            here.today, document="", what=f"Sent by {followed.channel.value.replace('_', ' ')}: {name}"
        )
        upload = Upload(
            here.landlord.pk, followed.link.complaint, fact, name, files.pieces(held), key=uuid5(key, f"{number}")
        )
        done = file_document(upload, by, here.now)
        if not isinstance(done, Filed):
            return said("Your message is with us. The file “{name}” is not: {why}", name=name, why=done.refused.message)
    return ""


def _authority(followed: Followed, fact: e.RepresentativeAuthorised | e.RepresentativeEnded) -> None:
    """What decides whether we may talk to somebody is kept with the resident; a link of theirs ends with it."""
    here, today = followed.here, followed.here.today
    speaks = key_of(fact.representative)
    person = key_of(followed.complaint.received.person if followed.complaint.received else "")
    if speaks is None or person is None:
        return
    rows = of(Authority, here.landlord).filter(representative=speaks, resident=person)
    if isinstance(fact, e.RepresentativeEnded):
        for each in rows.filter(revoked_on=None):
            change(each, by="front door", at=here.now, why=_REASON, revoked_on=today)
        links.withdraw(
            here.landlord, followed.link.complaint, by="resident", at=here.now, representative=fact.representative
        )
        return
    if not any(each.complaint == followed.link.complaint and each.stands_on(today) for each in rows):
        row = Authority(
            landlord=here.landlord,
            resident_id=person,
            representative_id=speaks,
            reach=Reach.ONE_COMPLAINT,
            complaint=followed.link.complaint,
            given_on=today,
            channel=e.Channel.ONLINE_FORM,
        )
        add(row, by="front door", at=here.now, why=_REASON)


@open_door("GET", "HEAD")
def letter(request: HttpRequest, given: str, document: str) -> HttpResponse | FileResponse:
    """A letter that we sent them, the very bytes, to be saved."""
    followed = _opened(request, given)
    if followed is None:
        return _again(request)
    if not followed.told.told or document not in {each.document for each in shown.letters(followed)}:
        raise Http404
    filing = Filing.objects.get(
        landlord=followed.here.landlord.pk, complaint=followed.link.complaint, document=document, erased_at=None
    )
    try:
        file = storage().open(filing.digest) if storage().equals(filing.digest) else None
    except Missing:
        file = None
    if file is None:
        return private(render(request, "front_door/follow/missing.html", {"given": followed.given}, status=404))
    answer = FileResponse(file, as_attachment=True, filename=filing.name or document, content_type=filing.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return private(answer)
