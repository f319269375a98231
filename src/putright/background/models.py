"""The tables of work that nobody waits for.

A `Job` is one piece of work; the ticket it stands on is a row of django-tasks-db, the queue itself. `Notice` says to a
person that something is due. None of them holds words about people: arguments are ids, problems say where and not what.
"""

from typing import ClassVar

from django.db import models
from django_tasks_db.models import DBTaskResult

from putright.records.models import new_id


class Job(models.Model):
    """One piece of work in the queue, with how often it was tried and who has it now."""

    ticket = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="job")
    landlord = models.UUIDField(null=True)
    """Whose it is; none for what is about the whole installation."""
    kind = models.CharField(max_length=40)
    """The name its function is registered by, never an import path."""
    subject = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField()
    key = models.CharField(max_length=260, unique=True)
    """Landlord, kind, subject and due time: asked for twice, it is one job."""
    arguments = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often somebody began with it."""
    lost = models.PositiveSmallIntegerField(default=0)
    """How often whoever had it went away in the middle."""
    worker = models.CharField(max_length=120, blank=True)
    """Who has it, while it is being done."""
    leased_until = models.DateTimeField(null=True)
    """When it is taken from them."""
    problem = models.TextField(blank=True)
    """Why the last try failed."""
    decided = models.CharField(max_length=20, blank=True)
    """What a person decided about it when it had failed for good: sent again, or given up."""
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """By landlord for pages, by lease for recovery."""

        db_table = "job"
        indexes: ClassVar = [
            models.Index(fields=["landlord", "kind"], name="job_of_landlord"),
            models.Index(fields=["leased_until"], condition=models.Q(leased_until__isnull=False), name="job_leased"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".rstrip()


class Worker(models.Model):
    """One process that works. Its heartbeat says whether it is alive."""

    name = models.CharField(max_length=120, primary_key=True)
    machine = models.CharField(max_length=120)
    """Where its number means something: the same for processes that can see each other."""
    pid = models.PositiveIntegerField()
    queues = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        """Names."""

        db_table = "worker"

    def __str__(self) -> str:
        return self.name


class Turn(models.Model):
    """Whose turn it was to do what only one worker does, and when: the tick."""

    name = models.CharField(max_length=40, primary_key=True)
    worker = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        """Names."""

        db_table = "turn"

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """How far something got that goes over everything a part at a time."""

    id = models.BigAutoField(primary_key=True)
    landlord = models.UUIDField()
    name = models.CharField(max_length=40)
    last = models.UUIDField(null=True)
    """The last complaint that was done; none where it begins again."""

    class Meta:
        """One place each."""

        db_table = "place"
        constraints: ClassVar = [models.UniqueConstraint(fields=["landlord", "name"], name="place_once")]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """Something has become due, said once. What it is stands in the summary and the registers, and only there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField()
    kind = models.CharField(max_length=20)
    """due_soon, late, or review."""
    key = models.CharField(max_length=160)
    """Complaint, kind and due day: it is said once."""
    complaint = models.UUIDField(null=True)
    register = models.CharField(max_length=40, blank=True)
    row = models.CharField(max_length=80, blank=True)
    """For a review: the register and its row."""
    due_on = models.DateField(null=True)
    handler = models.CharField(max_length=80, blank=True)
    """Whom it is for; empty where nobody handles it yet, and then it is for the complaints officers."""
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=80, blank=True)

    class Meta:
        """Said once; found by complaint, and by whom it is for while it is new."""

        db_table = "notice"
        constraints: ClassVar = [models.UniqueConstraint(fields=["landlord", "key"], name="notice_once")]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "due_on"], name="notice_of_complaint"),
            models.Index(fields=["landlord", "handler"], condition=models.Q(seen_at=None), name="notice_new"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class Progress(models.Model):
    """How far a long piece of work is, for whoever waits for it; and where they may ask it to stop."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landlord = models.UUIDField(null=True)
    job = models.OneToOneField(Job, on_delete=models.SET_NULL, null=True, related_name="progress")
    what = models.CharField(max_length=120)
    asked_by = models.CharField(max_length=80, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    """Empty while it goes on; then done, cancelled or failed."""
    result = models.JSONField(default=dict)
    """What came of it: numbers, and the name of a file."""
    cancel_asked_by = models.CharField(max_length=80, blank=True)
    cancel_asked_at = models.DateTimeField(null=True)

    class Meta:
        """By landlord, the newest first."""

        db_table = "progress"
        indexes: ClassVar = [models.Index(fields=["landlord", "-changed_at"], name="progress_of_landlord")]

    def __str__(self) -> str:
        return self.what
