"""Findings about people: independence, conflicts, representatives, fair hearing, adjustments, behaviour."""

from putright.complaint import events as e
from putright.complaint.findings.model import Grade, View
from putright.complaint.state import Complaint, StageRecord
from putright.workdays import in_words


def check(view: View) -> None:
    """Who decided, who was heard, who was kept out."""
    complaint = view.complaint
    for number, record in complaint.stages.items():
        if not record.responses:
            continue
        if number > 1:
            _independence(view, number, record)
        if record.decisions:
            _fairness(view, number, record)
        for response in record.responses:
            if response.answered_by != "landlord" and view.rulebook.stage(number) is None:
                view.add(
                    "third_party_answered", f"{response.answered_by} answered outside the two stages.", stage=number
                )
    if complaint.conflicts or complaint.representatives or complaint.meetings:
        _kept_out(view, complaint)
    if complaint.adjustments:
        _adjustments(view, complaint)
    if complaint.restriction is not None:
        _restriction(view, complaint, complaint.restriction)


def _kept_out(view: View, complaint: Complaint) -> None:
    for person, conflict in complaint.conflicts.items():
        if person not in complaint.conflicts_settled:
            when = f" on {in_words(conflict.on)}" if conflict.on else ""
            view.add(
                "conflict_not_settled",
                f"{person} declared a conflict of interest{when} and nothing was done about it.",
                subject=person,
            )
    for number, representative in enumerate(complaint.representatives.values(), start=1):
        if representative.refused is not None:
            who = representative.named.representative
            # By number: a name in the key would stand where it cannot be erased.
            view.add("representative_refused", f"{who} was not accepted as representative.", subject=str(number))
    for meeting in complaint.meetings:
        if meeting.accompaniment_offered is False:
            view.add("accompaniment_not_offered", "A meeting was held without the offer to bring somebody.")


def _independence(view: View, number: int, record: StageRecord) -> None:
    who = record.decided_by
    for earlier, before in view.complaint.stages.items():
        if earlier >= number or not before.responses:
            continue
        if who and before.decided_by == who:
            view.add(
                "same_person_decided",
                f"{who} decided at stage {number} and had decided at stage {earlier}.",
                stage=number,
            )
        elif (not who) != (not before.decided_by):
            missing = number if not who else earlier
            view.add(
                "decider_not_recorded",
                f"Nothing says who decided at stage {missing}, so it cannot be shown that stage {number} was independent.",
                stage=number,
                grade=Grade.CANNOT_TELL,
            )


def _fairness(view: View, number: int, record: StageRecord) -> None:
    """5.8's fair chance and evidence, looked for only where the file holds decisions, not on a bare list of dates."""
    complaint = view.complaint
    if record.heard is None and not complaint.meetings and not _heard_from(complaint):
        view.add(
            "fair_chance_not_shown",
            f"Nothing shows that the resident could set out their position before the stage {number} decision.",
            stage=number,
            grade=Grade.CANNOT_TELL,
        )
    if not complaint.evidence and not any(asked.received for asked in complaint.contributions.values()):
        view.add(
            "evidence_not_shown",
            f"Nothing shows what evidence was weighed before the stage {number} decision.",
            stage=number,
            grade=Grade.CANNOT_TELL,
        )
    if complaint.confidential is not None:
        _comment(view, number, record)


def _comment(view: View, number: int, record: StageRecord) -> None:
    """2022 4.12: a confidential complaint is about staff, who may comment before a finding against them."""
    adverse = any(decided.decision is not e.Decision.NOT_UPHELD for decided in record.decisions.values())
    decided = max((one.on for one in record.decisions.values() if one.on is not None), default=None)
    invited = {
        invitation.whom
        for invitation in record.comments_invited
        if decided is None or invitation.on is None or invitation.on <= decided
    }
    if adverse and e.Correspondent.STAFF_MEMBER not in invited:
        view.add(
            "comment_not_invited",
            f"The member of staff was not invited to comment on a finding against them before the stage {number} decision.",
            stage=number,
        )


def _heard_from(complaint: Complaint) -> bool:
    return any(
        letter.direction is e.Direction.IN
        and letter.with_whom in (e.Correspondent.RESIDENT, e.Correspondent.REPRESENTATIVE)
        for letter in complaint.correspondence
    )


def _adjustments(view: View, complaint: Complaint) -> None:
    # Told apart by name, or by place where they have none: their words may be erased, and stand in no finding's key.
    latest = {agreed.name or str(place): agreed for place, agreed in enumerate(complaint.adjustments, start=1)}
    for name, agreed in latest.items():
        if agreed.review_on is None:
            view.add(
                "adjustment_without_review",
                f"The adjustment “{agreed.adjustment}” has no review date.",
                subject=name,
                grade=Grade.WARNING,
            )
        elif agreed.review_on < view.today and not complaint.over:
            view.add(
                "adjustment_review_overdue",
                f"The adjustment “{agreed.adjustment}” was to be reviewed on {in_words(agreed.review_on)}.",
                subject=name,
            )


def _restriction(view: View, complaint: Complaint, restriction: e.ContactRestricted) -> None:
    warned = complaint.behaviour_warned
    if warned is None or (warned.on and restriction.on and warned.on > restriction.on):
        view.add(
            "restriction_without_warning", "Contact was restricted and no warning came first.", grade=Grade.WARNING
        )
    if not restriction.evidence:
        view.add("restriction_without_evidence", "Contact was restricted and nothing on file evidences the reason.")
    if not restriction.equality_considered:
        view.add("equality_not_considered", "Contact was restricted and nothing shows regard to the Equality Act.")
    review = complaint.restriction_review
    if complaint.restriction_lifted is not None or (review is not None and not review.kept):
        return
    review_on = review.review_on if review is not None and review.review_on else restriction.review_on
    if review_on is None or review_on < view.today:
        when = f"was due on {in_words(review_on)}" if review_on else "has no date"
        view.add("restriction_review_overdue", f"The review of the contact restriction {when}.")
