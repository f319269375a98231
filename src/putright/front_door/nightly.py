"""What is done later: drafts that nobody sent are removed, and files that waited for the virus scanner are filed."""

from putright.background.kinds import Work, job
from putright.front_door import drafts, files
from putright.front_door.clerk import clerk_of
from putright.people.row_security import theirs

__all__ = ["file_what_waited", "remove_old_drafts"]


@job("front_door_drafts", whole=True)
def remove_old_drafts(work: Work) -> None:
    """Remove the drafts of a landlord that nobody sent in time."""
    drafts.expire(work.whose(), work.at)


@job("front_door_files")
def file_what_waited(work: Work) -> None:
    """File what came with complaints and could not be looked at then. Raises, to be tried again, while any still waits."""
    landlord = work.whose()
    with theirs(landlord.pk):
        by = clerk_of(landlord, work.at)
    files.file_waiting(landlord, by, work.at)
    if files.waits(landlord):
        raise RuntimeError("The virus scanner does not answer yet: files of residents still wait for it.")
