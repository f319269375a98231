"""For every command: a complaint that has a use for it, what is filled in, and the facts it makes. Worked out by hand."""

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n" + b"x" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"mould" * 100


def steps(house):
    """Slug to (complaint, who, what is filled in, names of the facts)."""
    ahead, ago, own = house.ahead, house.ago, {name: str(person.pk) for name, person in house.people.items()}
    acknowledged = ["complaint_definition", "outcomes_sought", "responsibility", "ombudsman_details"]
    refusal = ["reason_for_refusal", "right_to_ombudsman", "ombudsman_details"]
    return {
        "acknowledge": ("new", "hana", {"channel": "letter", "parts": acknowledged}, ["acknowledged"]),
        "define": ("new", "hana", {"point_1_text": "The mould", "outcomes_sought": "A cure"}, ["definition_set"]),
        "ask-the-resident": ("open", "hana", {"question": "Which wall?"}, ["clarification_asked"]),
        "resident-made-clear": ("open", "hana", {"answer": "The north wall."}, ["clarification_received"]),
        "not-right": ("open", "hana", {"what": "It is the roof."}, ["definition_disputed"]),
        "decide": ("open", "hana", {"point": "p2", "decision": "upheld", "reasons": "So it was."}, ["point_decided"]),
        "extend": ("open", "callum", {"reason_why": "A surveyor.", "new_due_on": ahead(20), "parts": ["reason_for_extension", "new_date", "ombudsman_details", "update_intervals"]}, ["extended"]),
        "ask-approval": ("open", "hana", {"of": own["bertram"]}, ["approval_asked"]),
        "approve": ("draft", "bertram", {}, ["approval_given"]),
        "send-back": ("draft", "bertram", {"what": "Say why."}, ["approval_refused"]),
        "settle-early": ("open", "hana", {"what": "A visit on Monday."}, ["early_resolution_agreed"]),
        "respond": ("open", "hana", {"decided_by": own["hana"], "parts": ["stage"]}, ["responded"]),
        "answer-known": ("open", "hana", {}, ["answer_known"]),
        "escalate": ("answered", "hana", {"points": ["p1"]}, ["escalated"]),
        "withdraw": ("open", "hana", {"said_why": "Enough."}, ["withdrawn"]),
        "close": ("answered", "hana", {"closing_why": "Settled."}, ["closed"]),
        "reopen": ("closed", "hana", {"opening_why": "It is back."}, ["reopened"]),
        "learning": ("answered", "hana", {"what": "Ring first."}, ["learning_recorded"]),
        "satisfaction": ("answered", "hana", {"satisfied": "no", "told": "yes"}, ["satisfaction_recorded"]),
        "ask-team": ("open", "hana", {"team": str(house.repairs.pk), "question": "When?", "due_on": ahead(4)}, ["contribution_asked"]),
        "team-answered": ("open", "hana", {"contribution": "q1", "answer": "On Monday."}, ["contribution_received"]),
        "heard": ("open", "hana", {"what": "She showed us."}, ["resident_heard"]),
        "meeting": ("open", "hana", {"accompanied": "yes", "what": "At the flat."}, ["meeting_held"]),
        "comment-invited": ("open", "hana", {"whom": "contractor", "due_on": ahead(3)}, ["comment_invited"]),
        "comment-received": ("open", "hana", {"whom": "contractor", "comment": "We rang."}, ["comment_received"]),
        "add-document": ("open", "hana", {"what": "The wall.", "papers": [SimpleUploadedFile("wall.png", PNG), SimpleUploadedFile("report.pdf", PDF)]}, ["evidence_recorded", "evidence_recorded"]),
        "message": ("open", "hana", {"direction": "in", "with_whom": "resident", "channel": "email", "what": "Photographs."}, ["correspondence_recorded"]),
        "update": ("open", "hana", {"what": "The surveyor comes.", "next_on": ahead(3)}, ["update_given"]),
        "agree-updates": ("open", "hana", {"every_days": "5", "how": "telephone"}, ["updates_agreed"]),
        "mediation": ("open", "hana", {"taken": "no"}, ["mediation_offered"]),
        "mediation-held": ("open", "hana", {"outcome": "They agreed."}, ["mediation_held"]),
        "letter-arrived": ("open", "hana", {"letter": "w1"}, ["letter_delivered"]),
        "letter-returned": ("open", "hana", {"letter": "w1", "returned_why": "Gone away"}, ["letter_returned"]),
        "offer-remedy": ("open", "hana", {"impact": "Cold rooms", "remedy_kind": "money", "pounds": "45.50", "what": "For the visits"}, ["remedy_offered"]),
        "remedy-answer": ("open", "hana", {"remedy": "r1", "answer": "accepted"}, ["remedy_answered"]),
        "remedy-given": ("open", "hana", {"remedy": "r1", "evidence": "BACS 7"}, ["remedy_delivered"]),
        "promise": ("open", "hana", {"what": "Mend it", "due_on": ahead(9), "owner": own["hana"]}, ["action_promised"]),
        "promise-kept": ("open", "hana", {"promise": "a1", "evidence": "Report 5", "told": "yes"}, ["action_done"]),
        "promise-progress": ("open", "hana", {"promise": "a1", "note": "Booked", "told": "no"}, ["action_progressed"]),
        "promise-later": ("open", "hana", {"promise": "a1", "due_on": ahead(12), "why_later": "Snow"}, ["action_rescheduled"]),
        "promise-dropped": ("open", "hana", {"promise": "a1", "why_not": "The wall is gone."}, ["action_dropped"]),
        "promise-told": ("open", "hana", {"promise": "a2"}, ["resident_told"]),
        "assign": ("open", "callum", {"person": own["hana"], "handover_note": "Ring her."}, ["handler_assigned"]),
        "triage": ("open", "hana", {"risk": "high", "complexity": "low", "lane": "hazard", "answer_early": "no"}, ["triaged"]),
        "categorise": ("open", "hana", {"new_category": "Damp"}, ["categorised"]),
        "representative": ("open", "hana", {"who": "new", "name": "Cllr Adeyemi", "authority": "no"}, ["representative_named"]),
        "representative-authority": ("open", "hana", {"representative": str(house.bea.pk)}, ["representative_authorised"]),
        "representative-ended": ("open", "hana", {"representative": str(house.bea.pk)}, ["representative_ended"]),
        "representative-refused": ("open", "callum", {"representative": str(house.bea.pk), "refusing_why": "No."}, ["representative_refused"]),
        "group": ("new", "hana", {"lead": "Grace Okafor", "members": "R2\nNoor Rahman"}, ["group_formed"]),
        "group-signed": ("open", "hana", {"member": str(house.tomos.pk)}, ["group_member_signed"]),
        "adjustment": ("open", "hana", {"adjustment": "Ring before each visit", "review_on": ahead(90)}, ["adjustment_agreed"]),
        "confidential": ("open", "callum", {"visible_to": [own["callum"], own["mona"]], "confiding_why": "Staff."}, ["marked_confidential"]),
        "conflict": ("open", "hana", {"person": own["dilys"], "nature": "Her cousin."}, ["conflict_declared"]),
        "conflict-settled": ("open", "callum", {"person": own["hana"], "measure": "Callum has it."}, ["conflict_settled"]),
        "not-accept": ("new", "callum", {"ground": "legal_proceedings", "refusing_why": "In court.", "evidence": "The claim form.", "circumstances": "yes", "discretion": "yes", "parts": refusal}, ["not_accepted"]),
        "accept-after-all": ("refused", "callum", {"accepting_why": "Withdrawn."}, ["refusal_withdrawn"]),
        "refuse-escalation": ("second", "callum", {"ground": "legal_proceedings", "refusing_why": "In court.", "circumstances": "yes", "parts": refusal}, ["escalation_refused"]),
        "warn-behaviour": ("open", "callum", {"warning_why": "Shouting."}, ["behaviour_warned"]),
        "restrict-contact": ("limited", "callum", {"limit": "set_times", "terms": "Mondays", "limiting_why": "Calls", "evidence": "Log", "equality": "yes", "regard": "Hearing", "review_on": ahead(60)}, ["contact_restricted"]),
        "review-restriction": ("limited", "callum", {"kept": "yes", "review_on": ahead(60), "keeping_why": "Still."}, ["restriction_reviewed"]),
        "lift-restriction": ("limited", "callum", {"ending_why": "Calm."}, ["restriction_lifted"]),
        "new-points": ("open", "hana", {"point_1": "The gutter", "channel": "telephone", "related": "yes", "would_delay": "no"}, ["new_points_raised"]),
        "link": ("open", "hana", {"other": house.references["new"], "relation": "The same wall"}, ["complaint_linked"]),
        "offer-choice": ("new", "hana", {"taken": "yes"}, ["choice_to_complain_offered"]),
        "matter-dated": ("open", "hana", {"began_on": ago(100)}, ["matter_dated"]),
        "ombudsman-asked": ("ordered", "callum", {"their_reference": "HO-9"}, ["ombudsman_enquired"]),
        "evidence-asked": ("ordered", "callum", {"due_on": ahead(10)}, ["ombudsman_evidence_requested"]),
        "evidence-sent": ("ordered", "callum", {"order": "e1"}, ["ombudsman_evidence_sent"]),
        "determined": ("ordered", "callum", {"found_1": "maladministration", "found_0": "service_failure"}, ["determined"]),
        "order": ("ordered", "callum", {"what": "Apologise", "due_on": ahead(20)}, ["order_made"]),
        "order-done": ("ordered", "callum", {"order": "o1", "evidence": "The letter"}, ["order_complied"]),
        "failure-order": ("ordered", "callum", {"failure": "3", "due_on": ahead(20)}, ["failure_order_made"]),
        "failure-order-done": ("ordered", "callum", {"order": "f1"}, ["failure_order_complied"]),
        "accepted-on-order": ("refused", "callum", {"their_reference": "HO-3"}, ["accepted_on_ombudsmans_order"]),
        "regulator": ("open", "callum", {"body": "building_safety_regulator", "referring_why": "Cladding"}, ["referred_to_regulator"]),
        "occurrence": ("open", "callum", {"is_occurrence": "no", "deciding_why": "Cosmetic"}, ["occurrence_decided"]),
        "designated-person": ("open", "callum", {"who": "The panel"}, ["designated_person_contacted"]),
        "mend": ("open", "hana", {"mending_why": "Another day.", "channel": "email"}, ["entry_corrected"]),
        "strike-out": ("open", "hana", {"mending_why": "Twice."}, ["entry_struck_out"]),
    }  # fmt: skip


ENTRY = {"mend": 1, "strike-out": 2}
"""The entry that a step is about, where it is about one."""
