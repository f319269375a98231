"""The findings there are: each name with what it means. Editions and policies place these names; code finds them."""

STAGED = {
    "acknowledged_late": "acknowledged after the last day for it",
    "not_acknowledged": "the last day has passed, or the answer was sent, without an acknowledgement",
    "logged_late": "logged after the last day for the acknowledgement",
    "definition_missing": "acknowledged or answered without a complaint definition",
    "defined_late": "the complaint definition was set after the last day for the acknowledgement",
    "clarification_not_asked": "a point was unclear and the resident was not asked",
    "responsibility_not_said": "the acknowledgement did not say which points are the landlord's to answer",
    "answered_late": "answered after the last day for it",
    "answered_late_strictly": "in time only because the late acknowledgement moved the date",
    "not_answered": "the last day has passed without an answer",
    "extension_without_new_date": "an extension without the date it extends to",
    "extension_not_later": "an extension to a day no later than the one that stood",
    "extension_without_reason": "an extension without a reason for the resident",
    "extension_after_due": "an extension given after the date had passed",
    "extension_beyond_limit": "an extension longer than the edition allows without good reason",
    "extension_without_ombudsman": "an extension notice without the Ombudsman's details",
    "long_extension_not_agreed": "an extension so long that both sides should have agreed",
    "updates_not_agreed": "the answer is late or extended and no interval for updates was agreed",
    "update_missed": "an agreed update was not given by its day",
    "same_person_decided": "somebody decided who had decided at an earlier stage",
    "decider_not_recorded": "nothing says who decided, so independence cannot be shown",
    "point_not_decided": "an answer was sent with a point of the definition undecided",
    "decision_without_reasons": "a point was decided without reasons",
    "letter_part_missing": "the answer lacks a part it has to hold",
    "answer_held_back": "the answer was known and kept back until work was done",
    "answered_twice": "a second, updated answer at the same stage",
    "ombudsman_details_missing": "a letter lacks the Ombudsman's details",
    "fair_chance_not_shown": "nothing shows that the resident could set out their position",
    "evidence_not_shown": "nothing shows what evidence was weighed",
    "comment_not_invited": "a finding against somebody who was not invited to comment first",
    "new_points_turned_away": "related new points were not joined although the answer had not been sent",
    "new_points_joined_late": "new points were joined although unrelated, too late or a cause of delay",
    "stage_without_request": "a stage was opened that the resident had not asked for",
    "escalated_before_answer": "the resident took it further before the stage before it was answered",
    "escalation_refused_without_reason": "taking it further was refused without a reason",
    "escalation_refused_on_other_ground": "taking it further was refused on a ground that is not in the list",
    "escalation_refused_for_no_reasons": "taking it further was refused because the resident gave no reasons",
    "escalation_refusal_without_ombudsman": "the refusal to take it further does not give the right to the Ombudsman",
    "reasons_demanded": "the resident was made to give reasons for taking it further",
    "closed_unanswered": "the landlord closed it without an answer",
    "told_other_date": "the resident was told another date than the one that follows from the record",
    "stage_not_in_code": "a stage the edition does not allow",
    "third_party_answered": "a third party's answer has to be one of the two stages",
}

WHOLE = {
    "received_date_unknown": "the day it was received is not on file",
    "original_not_kept": "the original complaint is not on file",
    "passed_on_slowly": "it reached the people who handle complaints after the last day for the acknowledgement",
    "choice_not_offered": "the resident was dissatisfied and was not offered the choice to complain",
    "request_not_raised": "dissatisfaction with a service request was raised as a complaint only on a later day",
    "request_work_stopped": "work on a service request was stopped because of the complaint",
    "extra_stage": "a named step stood in front of stage 1",
    "representative_refused": "a representative was not accepted",
    "accompaniment_not_offered": "a meeting without the offer to bring somebody",
    "refused_without_ground": "not accepted without a ground",
    "refused_on_other_ground": "not accepted on a ground that is not in the list",
    "refused_without_reason": "not accepted without a reason for the resident",
    "refused_without_evidence": "not accepted without evidence for the reason",
    "refused_for_age_within_limit": "not accepted as too old although it was within the months",
    "discretion_not_considered": "too old, and nothing shows that discretion was considered",
    "circumstances_not_considered": "not accepted without looking at the individual's circumstances",
    "refusal_without_ombudsman": "the refusal does not give the right to the Ombudsman",
    "not_triaged": "acknowledged without weighing complexity, vulnerability and risk",
    "conflict_not_settled": "a declared conflict of interest and nothing done about it",
    "adjustment_review_overdue": "an agreed adjustment is past its review date",
    "adjustment_without_review": "an agreed adjustment has no review date",
    "restriction_without_warning": "contact was restricted without a warning",
    "restriction_without_evidence": "contact was restricted without evidence of the reason",
    "restriction_review_overdue": "a contact restriction is past its review date, or has none",
    "equality_not_considered": "contact was restricted without regard to the Equality Act",
    "upheld_without_remedy": "something went wrong and nothing was offered or promised to put it right",
    "remedy_without_impact": "a remedy that is not weighed against what happened to the resident",
    "remedy_without_guidance": "a remedy without note of the Ombudsman's guidance",
    "promise_without_date": "a promise without a day",
    "promise_overdue": "a promise is past its day",
    "promise_kept_late": "a promise was kept after its day",
    "promise_dropped": "a promise was given up",
    "promise_not_told": "a promise was done or given up and the resident was not told",
    "closed_with_open_promises": "closed while promises are open",
    "learning_not_recorded": "closed without a learning entry",
    "order_overdue": "an order or request of the Ombudsman is past its day",
    "survey_without_signpost": "an unhappy answer to a survey without showing how to complain",
}

LAST_STAGE = 3
"""Any stage beyond the third goes under the third: no edition ever allowed one."""

_NOT_AT_FIRST = {
    "same_person_decided",
    "decider_not_recorded",
    "stage_without_request",
    "escalated_before_answer",
    "escalation_refused_without_reason",
    "escalation_refused_on_other_ground",
    "escalation_refused_for_no_reasons",
    "escalation_refusal_without_ombudsman",
    "reasons_demanded",
}
"""Nobody asks for stage 1 or decides before it."""
_ONLY_AT_THIRD = {"stage_not_in_code", "third_party_answered"}
"""Every edition has stages 1 and 2."""
_NOT_AT_SECOND = {"new_points_turned_away", "new_points_joined_late", *_ONLY_AT_THIRD}
"""New points are a matter of stage 1 (6.8): what comes later is a new complaint."""
_AT_THIRD = {"answered_late", "not_answered", "stage_without_request", "letter_part_missing", *_ONLY_AT_THIRD}
"""The editions that had a third stage asked little of it; nothing else can be found there."""

_AT = {1: STAGED.keys() - _NOT_AT_FIRST - _ONLY_AT_THIRD, 2: STAGED.keys() - _NOT_AT_SECOND, 3: _AT_THIRD}

DESCRIPTIONS: dict[str, str] = {
    **{f"stage_{number}.{name}": text for number in _AT for name, text in STAGED.items() if name in _AT[number]},
    **WHOLE,
}
