"""Putting documents on file: photographs, letters, reports, each with an entry of its own."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from putright.actions import Done, NotDone
from putright.actions.carrying_out import no
from putright.actions.filing import Filed, Upload, file_document
from putright.complaint import events as e
from putright.complaint.decide import RefusedBecause
from putright.desk.commands.registry import DeskCommand, Kind, command
from putright.pages.fields import DateField
from putright.pages.shown import Shown
from putright.records.filing import MAX_DOCUMENT_BYTES, clean_name
from putright.records.media_types import KINDS

__all__ = ["AddDocument", "FilesField"]

_MB = 1024 * 1024
_MOST = 20
"""Files that are sent at a time."""


class _FilesInput(forms.FileInput):
    """A box for more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at by itself. Gives a list."""

    widget = _FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401  Django passes what was sent
        """The files. Raises ValidationError naming the one that is wrong."""
        files = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not files:
            super().clean(None, initial)
            return []
        if len(files) > _MOST:
            raise ValidationError(f"These are {len(files)} files: send {_MOST} at a time at most.")
        for each in files:
            if each.size > MAX_DOCUMENT_BYTES:
                raise ValidationError(
                    f"“{clean_name(each.name)}” is larger than {MAX_DOCUMENT_BYTES // _MB} MB, the most that is kept: send it "
                    "in parts, or smaller."
                )
        return [super(FilesField, self).clean(each, initial) for each in files]


@command
class AddDocument(DeskCommand):
    """Something that bears on the complaint was put on file (5.8, 5.12)."""

    slug = "add-document"
    label = "Put documents on file"
    kind = Kind.FINDING_OUT
    shapes = (e.EvidenceRecorded,)
    about = "Photographs, letters, reports: whatever bears on it, kept as it came. Whoever may see the complaint can open it."
    button = "Put them on file"
    SHOWN: ClassVar[dict[str, Shown]] = {"what": Shown(rows=2), "papers": Shown(called="one or more files")}

    papers = FilesField(label="Which files?")
    what = forms.CharField(
        label="What do they show?",
        help_text="As you would say it to a colleague: “the bedroom wall, three photographs”.",
        widget=forms.Textarea,
        max_length=4000,
    )
    on = DateField(label="When did they reach us?")

    def prepare(self) -> None:
        """What is taken, said before anything is sent."""
        self.happened()
        kinds = ", ".join(dict.fromkeys(kind.says for kind in KINDS.values()))
        self.fields[
            "papers"
        ].help_text = f"Up to {_MOST} at a time, each up to {MAX_DOCUMENT_BYTES // _MB} MB: {kinds}."
        self.fields["papers"].widget.attrs["multiple"] = True

    def facts(self) -> Iterable[e.Event]:
        """One for each file; the names they go by are given when they are filed."""
        given, there = self.cleaned_data, len(self.opened.complaint.evidence)
        for number, _ in enumerate(given["papers"], start=1):
            yield e.EvidenceRecorded(given["on"], f"d{there + number}", given["what"])

    def said(self) -> str:
        """Which."""
        names = [clean_name(each.name) for each in self.cleaned_data["papers"]]
        return f"On file: {', '.join(names)}."

    def carry_out(self, facts: tuple[e.Event, ...]) -> Done | NotDone:  # noqa: ARG002  each file has its fact with it
        """File them one by one. What is wrong with one does not keep the others out, and is said with its name.

        What has been recorded since the page was shown changes nothing about a document, so nobody is stopped by it.
        """
        filed: list[tuple[str, Filed]] = []
        wrong: list[str] = []
        for each in self.cleaned_data["papers"]:
            done = file_document(self._upload(each), self.opened.who.staff, self.opened.who.now)
            match done:
                case Filed():
                    filed.append((clean_name(each.name), done))
                case NotDone(refused=refused) if refused.because is RefusedBecause.NOT_YOURS:
                    return done
                case NotDone(refused=refused):
                    wrong.append(f"“{clean_name(each.name)}”: {refused.message}")
        if wrong:
            kept = f"On file now: {', '.join(name for name, _ in filed)}. " if filed else ""
            return no(RefusedBecause.IMPOSSIBLE, f"{kept}Not on file: {' '.join(wrong)}")
        numbers = [one.number for _, one in filed]
        return Done(self.opened.row.complaint, self.opened.reference, min(numbers), max(numbers))

    def _upload(self, each: UploadedFile[Any]) -> Upload:
        given = self.cleaned_data
        return Upload(
            self.opened.who.landlord.pk,
            self.opened.row.complaint,
            e.EvidenceRecorded(given["on"], "", given["what"]),
            str(each.name),
            each.chunks(),
            reason=given.get("reason", ""),
            key=self._key_of(each),
        )

    def _key_of(self, each: UploadedFile[Any]) -> UUID:
        """The same for the same bytes sent again from the same page, so that they are filed once."""
        digest = sha256()
        for piece in each.chunks():
            digest.update(piece)
        return uuid5(self.key, digest.hexdigest())
