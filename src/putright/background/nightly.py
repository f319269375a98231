"""What is done once a day: bringing roles up to date, looking at the registers, checking a part of the record, tidying up.

Each is a job of its own, due at midnight or in the night in London, so that one that fails keeps no other from being done.
"""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from putright.actions.backups import BackupError, back_up
from putright.actions.daily import DAILY
from putright.background.kinds import LONDON, Hopeless, Work, job
from putright.background.models import Notice, Place, Progress
from putright.background.notices import forget_old, notice_reviews
from putright.background.progress import Told, silent
from putright.background.queue import enqueue
from putright.background.reassess import sheaf_of
from putright.people.models import Landlord
from putright.people.staffing import settle_roles
from putright.records.filing import sweep
from putright.records.integrity import checkpoint, faults_of
from putright.records.models import Entry, Summary

__all__ = ["ask_for_the_actions", "ask_for_the_night", "verify_part"]

_MIDNIGHT = ("roles", "reviews")
_NIGHT = ("verify_part", "checkpoint")
_NIGHT_FOR_ALL = ("sweep_files", "tidy_queue", "back_up")
_PART = 2_000
"""How many complaints of a landlord are checked in a night, beside the `putright verify` that checks all."""
_CHECKPOINTS, _BACKUPS = 30, 7
"""How many are kept here. They prove more on another machine."""
_DONE_KEPT = timedelta(days=30)
"""How long what was done stays in the queue: its key keeps it from being done again, and nothing is asked for a month late."""


def ask_for_the_night(landlord: Landlord | None, midnight: datetime, night: datetime) -> None:
    """Ask for what is due by the last midnight and the last night; what was asked for is one job already."""
    if landlord is None:
        for name in _NIGHT_FOR_ALL:
            enqueue(name, landlord=None, due_at=night)
        return
    for name in _MIDNIGHT:
        enqueue(name, landlord=landlord.pk, due_at=midnight)
    for name in _NIGHT:
        enqueue(name, landlord=landlord.pk, due_at=night)


def ask_for_the_actions(landlord: Landlord, night: datetime) -> None:
    """Ask for what the actions want done each night."""
    for name, _ in DAILY:
        enqueue("daily", landlord=landlord.pk, due_at=night, subject=name)


@job("daily", queue="long")
def _one_of_the_actions(work: Work) -> None:
    known = dict(DAILY)
    if work.subject not in known:
        raise Hopeless(f"Nothing is called “{work.subject}” any more.")
    known[work.subject](work.whose(), work.at)


@job("roles", whole=True)
def _roles(work: Work) -> None:
    settle_roles(work.whose(), work.today)


@job("reviews", whole=True)
def _reviews(work: Work) -> None:
    landlord = work.whose()
    notice_reviews(landlord, work.today, work.at)
    forget_old(landlord, work.today)


@job("verify_part", queue="long")
def _verify_part(work: Work) -> None:
    found = verify_part(work.whose().pk, _PART, work.told)
    if found:
        raise Hopeless(
            f"{found} of the complaints checked tonight are not as they were written: run `putright verify`."
        )


def verify_part(landlord: UUID, number: int, told: Told = silent) -> int:
    """Check the next so many complaints after those of last time, and begin again behind the last. How many are faulty."""
    here, _ = Place.objects.get_or_create(landlord=landlord, name="verify")
    after = Q(complaint__gt=here.last) if here.last is not None else Q()
    written = Entry.objects.filter(after, landlord=landlord, number=1).order_by("complaint")
    listed = Summary.objects.filter(after, landlord=landlord).order_by("complaint")
    both = {*written.values_list("complaint", flat=True)[:number], *listed.values_list("complaint", flat=True)[:number]}
    these, faulty = sorted(both)[:number], 0
    for done, complaint in enumerate(these, start=1):
        faulty += any(True for _ in faults_of(sheaf_of(landlord, complaint)))
        told(done, len(these))
    Place.objects.filter(pk=here.pk).update(last=these[-1] if len(these) == number else None)
    return faulty


@job("checkpoint", queue="long")
def _checkpoint(work: Work) -> None:
    """The latest digests of a landlord, signed, beside the record: to be fetched from here to another machine."""
    landlord = work.whose()
    folder = Path(settings.HOME) / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    day = work.due_at.astimezone(LONDON).date()
    to = folder / f"{landlord.code}-{day}.json"
    if to.exists():
        return
    part = folder / f".{to.name}.{os.getpid()}"
    told = checkpoint(landlord.pk, settings.SECRET_KEY, work.at)
    part.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(to)
    for old in sorted(folder.glob(f"{landlord.code}-????-??-??.json"))[:-_CHECKPOINTS]:
        old.unlink(missing_ok=True)


@job("sweep_files", queue="long")
def _sweep_files(work: Work) -> None:
    sweep(work.at)


@job("tidy_queue")
def _tidy_queue(work: Work) -> None:
    """Forget what was done a month ago. What failed stays until somebody has decided about it, and after."""
    before = work.at - _DONE_KEPT
    old = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=before)
    old.filter(job__isnull=False).delete()
    Progress.objects.filter(changed_at__lt=before).delete()
    Notice.objects.filter(kind="review", at__lt=before - _DONE_KEPT * 12).delete()


@job("back_up", queue="long", limit=timedelta(hours=2))
def _back_up(work: Work) -> None:
    """A backup each night into the folder of PUTRIGHT_BACKUPS; nothing where none is named."""
    named = getattr(settings, "BACKUPS", None)
    if not named:
        return
    folder = Path(named)
    if not folder.is_dir():
        raise Hopeless(f"There is no folder {folder}: make it, or name another in PUTRIGHT_BACKUPS.")
    to = folder / f"putright-{work.due_at.astimezone(LONDON).date()}.zip"
    if to.exists():
        return
    try:
        back_up(to, work.at, work.told)
    except BackupError as error:
        raise Hopeless(str(error)) from None
    for old in sorted(folder.glob("putright-????-??-??.zip"))[:-_BACKUPS]:
        old.unlink(missing_ok=True)
