"""Reading a policy out of prose: small documents, one difficulty each."""

from datetime import date

import pytest

from putright.passages import Document, Passage, PassageKind
from putright.policy import parse_policy
from putright.policy.reading import as_draft, read_prose
from putright.policy.reading.durations import Unit, as_days, durations_in
from putright.policy.reading.sections import prose_of
from putright.policy.vocabulary import (
    Agreement,
    AskWithin,
    Authority,
    ChannelKind,
    ContactKind,
    CountedFrom,
    DayKind,
    GroundKind,
    Jurisdiction,
    PeriodUnit,
    PreStageKind,
    Proceedings,
    Sure,
    TimeLimit,
)

WORKING = DayKind.WORKING


def document(*lines: str) -> Document:
    """Lines as passages: "# " a heading, "- " a bullet, "a | b" a row, anything else a paragraph."""
    return Document("policy.txt", "text", tuple(_passage(n, line) for n, line in enumerate(lines, 1)))


def _passage(number: int, line: str) -> Passage:
    where = f"line {number}"
    if line.startswith("# "):
        return Passage(PassageKind.HEADING, line[2:], where, level=1)
    if line.startswith("- "):
        return Passage(PassageKind.BULLET, line[2:], where)
    if " | " in line:
        return Passage(PassageKind.ROW, line, where, tuple(line.split(" | ")))
    return Passage(PassageKind.PARAGRAPH, line, where)


def read(*lines: str):
    return read_prose(document(*lines)).policy


def stage(number: int, *lines: str):
    return next(stage for stage in read(*lines).stage if stage.number == number)


# ---- lengths of time


@pytest.mark.parametrize(
    ("words", "days", "kind"),
    [
        ("10 working days", 10, WORKING),
        ("ten (10) working days", 10, WORKING),
        ("10 (ten) working days", 10, WORKING),
        ("ten working-days", 10, WORKING),
        ("10-working day", 10, WORKING),
        ("10 workings days", 10, WORKING),
        ("twenty-eight business days", 28, WORKING),
        ("5 days", 5, DayKind.NOT_SAID),
        ("28 calendar days", 28, DayKind.CALENDAR),
        ("two weeks", 14, DayKind.CALENDAR),
        ("a fortnight", 14, DayKind.CALENDAR),
        ("48 hours", 2, DayKind.CALENDAR),
        ("10 to 15 working days", 15, WORKING),
    ],
)
def test_days_as_policies_write_them(words, days, kind):
    [duration] = durations_in(f"We answer within {words}.")
    read_as = as_days(duration)
    assert read_as is not None
    assert read_as[:2] == (days, kind)


@pytest.mark.parametrize("words", ["one month", "six months", "a year", "3 hours", "zero days"])
def test_what_is_no_number_of_days_is_not_made_one(words):
    assert [as_days(duration) for duration in durations_in(words)] == [None]


def test_two_numbers_with_one_unit_are_two_lengths():
    assert [duration.number for duration in durations_in("within 10 and 20 working days")] == [10, 20]


def test_a_stage_is_no_length_of_time():
    found = durations_in("10 working days at stage 1 and 20 working days at stage 2")
    assert [(duration.number, duration.unit) for duration in found] == [(10, Unit.DAYS), (20, Unit.DAYS)]


def test_open_all_hours_is_no_limit():
    assert durations_in("Our line is open 24 hours a day, 7 days a week.") == []


# ---- which stage, which limit, from when


def test_one_sentence_for_both_stages():
    policy = read(
        "# How long complaints take",
        "Our answer comes within 10 working days of acknowledgement at stage 1, and within 20 working days "
        "from acknowledgement for a stage 2.",
    )
    assert [one.respond.value for one in policy.stage] == [
        TimeLimit(10, WORKING, CountedFrom.ACKNOWLEDGED),
        TimeLimit(20, WORKING, CountedFrom.ACKNOWLEDGED),
    ]


def test_stages_named_before_the_limits():
    policy = read("Complaints: at stage 1 we reply within 10 working days, and at stage 2 within 20 working days.")
    assert [one.respond.value.days for one in policy.stage] == [10, 20]


def test_respectively():
    policy = read("Complaints are answered within 10 and 20 working days at stages 1 and 2 respectively.")
    assert [one.respond.value.days for one in policy.stage] == [10, 20]


def test_a_heading_gives_the_stage():
    lines = ("# Stage Two: Review", "Your complaint will be answered within twenty working days of your request.")
    found = stage(2, *lines).respond
    assert found.value == TimeLimit(20, WORKING, CountedFrom.ESCALATION_REQUESTED)
    assert found.section == "Stage Two: Review"
    assert found.passage == lines[1]


def test_the_stage_before_is_only_looked_back_at():
    found = stage(
        2,
        "# Complaints",
        "Stage 1 complaints are answered within 10 working days.",
        "If you are unhappy with our stage 1 response, we will review it and reply within 20 working days.",
    )
    assert found.respond.value.days == 20


def test_acknowledging_and_answering_in_one_sentence():
    found = stage(
        1,
        "# Stage 1",
        "Complaints are logged and acknowledged within 3 working days and answered within 12 working days.",
    )
    assert (found.acknowledge.value.days, found.respond.value.days) == (3, 12)


def test_the_limit_before_its_verb():
    found = stage(
        1, "# Stage 1 complaints", "Within 5 working days of receiving your complaint we will acknowledge it."
    )
    assert found.acknowledge.value == TimeLimit(5, WORKING, CountedFrom.RECEIVED)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("of receipt", CountedFrom.RECEIVED),
        ("of your complaint being received", CountedFrom.RECEIVED),
        ("from the date the complaint was acknowledged", CountedFrom.ACKNOWLEDGED),
        ("after the date of our acknowledgement letter", CountedFrom.ACKNOWLEDGED),
        ("of the complaint being logged", CountedFrom.LOGGED),
        ("from the start of the investigation", CountedFrom.INVESTIGATION_STARTED),
        ("in most cases", None),
    ],
)
def test_what_the_answer_is_counted_from(words, start):
    found = stage(1, "# Stage 1 complaints", f"We respond in full within 10 working days {words}.")
    assert found.respond.value == TimeLimit(10, WORKING, start)


def test_receiving_a_stage_2_complaint_is_receiving_the_request():
    found = stage(2, "# Stage 2 complaints", "We acknowledge them within five working days of receiving them.")
    assert found.acknowledge.value.counted_from is CountedFrom.ESCALATION_REQUESTED
    assert "request to escalate" in found.acknowledge.note


def test_a_sentence_about_when_the_days_begin_is_no_limit():
    found = stage(
        1,
        "# Stage 1 complaints",
        "You will have our response within 10 working days of the acknowledgement.",
        "The 10 working days start on the day we send the acknowledgement.",
    )
    assert found.acknowledge is None
    assert found.respond.value.days == 10


def test_a_condition_sets_no_limit_where_a_plain_sentence_does():
    found = stage(
        1,
        "# Stage 1 complaints",
        "If we could not settle it informally within 5 working days you can ask for a full complaint investigation.",
        "The outcome is set out in writing within 10 working days.",
    )
    assert found.respond.value.days == 10
    assert found.respond.sure is Sure.HIGH


def test_limits_in_a_table_by_stage():
    policy = read(
        "# Complaints: how long we take",
        "Stage | Acknowledge | Respond",
        "Stage 1 | 5 working days | 10 working days of acknowledgement",
        "Stage 2 | 5 working days | 20 working days of acknowledgement",
    )
    assert [(one.acknowledge.value.days, one.respond.value.days) for one in policy.stage] == [(5, 10), (5, 20)]


def test_limits_in_a_table_by_step():
    policy = read(
        "# Complaints: how long we take",
        "What happens | Stage 1 | Stage 2",
        "We acknowledge your complaint | 5 working days | 4 working days",
        "We send our response | 10 working days | 20 working days",
    )
    assert [(one.acknowledge.value.days, one.respond.value.days) for one in policy.stage] == [(5, 10), (4, 20)]


def test_no_stage_named_is_said():
    found = stage(1, "We acknowledge every complaint within 5 working days.")
    assert found.acknowledge.sure is Sure.MEDIUM
    assert found.acknowledge.note == "No stage is named; read as stage 1."


def test_repairs_reports_and_the_ombudsman_have_other_limits():
    policy = read(
        "# Complaints",
        "We mend emergencies within 24 hours. Records of complaints are kept for six years.",
        "Customers have 12 months from our final response to go to the Housing Ombudsman.",
        "The Housing Ombudsman's questions about a complaint get an answer within 15 working days.",
    )
    assert policy.acceptance.exclusions == ()
    assert all(one.ask_within is None for one in policy.stage)


def test_a_third_stage_only_where_there_is_one():
    assert [
        one.number for one in read("# Stage 1 complaints", "# Stage 2 complaints", "There is no third stage.").stage
    ] == [1, 2]
    three = read(
        "# Stage 1 complaints", "# Stage 2 complaints", "# Stage 3", "The panel will respond within 30 working days."
    )
    assert [one.number for one in three.stage] == [1, 2, 3]
    assert three.stage[2].respond.value.days == 30


# ---- asking for more, and putting off


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("within 28 days of our stage 1 response", AskWithin(28, PeriodUnit.DAYS)),
        ("within 20 working days of the date of the stage 1 letter", AskWithin(20, PeriodUnit.WORKING_DAYS)),
        ("within one month of our stage 1 decision", AskWithin(1, PeriodUnit.MONTHS)),
        ("within two weeks of our stage 1 reply", AskWithin(2, PeriodUnit.WEEKS)),
    ],
)
def test_how_long_a_resident_has_for_asking(words, asked):
    found = stage(2, "# Stage 1 complaints", "# Stage 2 complaints", f"You can ask for a stage 2 review {words}.")
    assert found.ask_within.value == asked


def test_a_request_that_is_acknowledged_gives_the_resident_no_limit():
    found = stage(
        2, "# Stage 2 complaints", "We must acknowledge your request to escalate the complaint within 5 working days."
    )
    assert found.ask_within is None
    assert found.acknowledge.value.days == 5


def test_an_extension_with_its_agreement_and_approval():
    found = stage(
        1,
        "# Stage 1 complaints",
        "This may be extended by another 10 working days, or longer if you agree to it. "
        "Any extension is approved by the Head of Customer Care.",
    ).extension
    assert found.value.days == 10
    assert found.value.agreement is Agreement.NEEDED_BEYOND_LIMIT
    assert found.value.approval == "Head of Customer Care"


def test_extensions_of_both_stages_from_the_original_date():
    policy = read(
        "# Complaint stages",
        "At stage 1 we answer within 10 working days. At stage 2 we answer within 20 working days.",
        "Extensions end at most 10 working days at stage 1 and 20 working days at stage 2 after the original deadline.",
    )
    found = [(one.extension.value.days, one.extension.value.counted_from) for one in policy.stage]
    assert found == [(10, CountedFrom.ORIGINAL_DUE), (20, CountedFrom.ORIGINAL_DUE)]


def test_a_total_is_not_the_length_of_an_extension():
    found = stage(1, "# Stage 1 complaints", "We may extend this to a maximum of 20 working days in total.").extension
    assert found.value.days is None
    assert found.sure is Sure.LOW


@pytest.mark.parametrize(
    ("words", "required"),
    [
        ("you must tell us the reasons why you remain dissatisfied with our decision", True),
        ("you can ask us to review it, setting out which points you disagree with and why", True),
        ("You do not have to explain why you want your complaint escalated", False),
        ("Residents are not required to give reasons for requesting an escalation", False),
        ("You will never be asked to justify why you are escalating your complaint", False),
        ("we will explain our reasons for the stage 2 decision", None),
    ],
)
def test_reasons_for_going_on(words, required):
    found = stage(
        2, "# Stage 1 complaints", "# Stage 2 complaints", f"{words[:1].upper()}{words[1:]}."
    ).reasons_required
    assert (found.value if found else None) is required


# ---- before stage 1


def test_an_informal_stage_with_its_own_name():
    [step] = read(
        "# Complaints",
        '1. We call the first step "Sort It Fast". This is an informal stage: we try to find an answer within 4 working days.',
        "# Stage 1",
        "A complaint is answered within 10 working days.",
    ).pre_stage
    assert (step.name, step.kind, step.working_days) == ("Sort It Fast", PreStageKind.NAMED_STAGE, 4)


def test_early_settlement_in_place_of_an_investigation():
    [step] = read(
        "# Complaints",
        "Some complaints can be settled without a need for a full stage 1 investigation. You can still escalate to stage 2.",
    ).pre_stage
    assert (step.kind, step.instead_of_investigation, step.right_to_go_on) == (
        PreStageKind.EARLY_SETTLEMENT,
        True,
        True,
    )


def test_an_informal_stage_that_is_denied_is_none():
    assert read("# Complaints", "We do not have an informal stage.", "Stage 1 complaints are logged.").pre_stage == ()


# ---- what is not taken


def exclusions(*lines: str):
    return read("# Complaints policy", *lines).acceptance.exclusions


def test_exclusions_in_bullets():
    found = exclusions(
        "We will not treat the following as complaints:",
        "- A claim made through our insurers",
        "- Matters where a claim form has been filed at court",
        "- Matters in the hands of your solicitor",
        "- Something that happened more than 6 months ago, unless there is a good reason",
        "- The colour of the moon",
    )
    assert [one.ground for one in found] == [
        GroundKind.INSURANCE,
        GroundKind.LEGAL_PROCEEDINGS,
        GroundKind.TOO_OLD,
        GroundKind.OTHER,
    ]
    assert found[1].proceedings is Proceedings.FILED
    assert (found[2].months, found[2].discretion) == (6, True)


def test_exclusions_in_a_table_with_where_to_go():
    [one] = exclusions("What is not a complaint | Who to contact", "Insurance claims | Our insurers on their own line")
    assert (one.ground, one.instead) == (GroundKind.INSURANCE, "Our insurers on their own line")


def test_exclusions_within_a_sentence():
    found = exclusions(
        "We cannot consider complaints about insurance claims, anti-social behaviour or court proceedings."
    )
    assert {one.ground for one in found} == {
        GroundKind.INSURANCE,
        GroundKind.ANTI_SOCIAL_BEHAVIOUR,
        GroundKind.LEGAL_PROCEEDINGS,
    }


def test_what_is_taken_is_not_excluded():
    assert exclusions("Examples of what we will consider:", "- Noise from our contractors", "- A claim we lost") == ()


def test_months_from_learning_of_it():
    [one] = exclusions("We accept complaints made within twelve months of the event, or of your becoming aware of it.")
    assert (one.months, one.from_awareness) == (12, True)


def test_two_age_limits_dispute_each_other():
    found = exclusions(
        "Complaints must be made within 12 months of the incident.",
        "We cannot consider complaints about matters that happened over six months ago.",
    )
    assert [(one.months, one.sure) for one in found] == [(12, Sure.LOW), (6, Sure.LOW)]
    assert all("disagrees" in one.note for one in found)


# ---- how to complain, in which words, and the Ombudsman's details


def test_ways_to_complain():
    ways = read(
        "# Making a complaint",
        "You can complain:",
        "- by calling 0345 555 0100",
        "- by email to help@homes.example",
        "- using the form on our website",
        "- to any member of staff",
        "- on social media, where we will answer you in a private message",
    ).channels.ways
    assert [(way.kind, way.detail) for way in ways] == [
        (ChannelKind.TELEPHONE, "0345 555 0100"),
        (ChannelKind.EMAIL, "help@homes.example"),
        (ChannelKind.ONLINE_FORM, ""),
        (ChannelKind.ANY_STAFF, ""),
        (ChannelKind.SOCIAL_MEDIA, ""),
    ]
    assert "private message" in ways[-1].handling


def test_a_way_that_is_ruled_out_is_no_way():
    ways = read(
        "# Making a complaint", "You can complain by letter. You cannot complain by text message."
    ).channels.ways
    assert [way.kind for way in ways] == [ChannelKind.POST]


def test_the_definition_with_the_list_that_ends_it():
    found = read(
        "# Definition of a complaint",
        "We define a complaint as an expression of dissatisfaction about:",
        "- a service we gave",
        "- a service we did not give",
    ).definitions.complaint
    assert found.value == "an expression of dissatisfaction about a service we gave; a service we did not give"


def test_a_survey_does_not_define_a_complaint():
    assert (
        read("# Complaints", "An expression of dissatisfaction in a survey is no complaint.").definitions.complaint
        is None
    )


def test_old_and_new_addresses_are_both_kept():
    contacts = read(
        "# Complaints",
        "Housing Ombudsman Service, Exchange Tower, Harbour Exchange Square, London E14 9GE",
        "# Further help",
        "Write to the Housing Ombudsman Service",
        "PO Box 1484, Unit D",
        "Preston PR2 0ET",
        "info@housing-ombudsman.org.uk",
    ).contact
    assert [(one.kind, one.value, one.section) for one in contacts] == [
        (
            ContactKind.POST,
            "Housing Ombudsman Service, Exchange Tower, Harbour Exchange Square, London E14 9GE",
            "Complaints",
        ),
        (ContactKind.POST, "Housing Ombudsman Service, PO Box 1484, Unit D, Preston PR2 0ET", "Further help"),
        (ContactKind.EMAIL, "info@housing-ombudsman.org.uk", "Further help"),
    ]


def test_the_landlords_own_number_is_not_the_ombudsmans():
    assert (
        read(
            "# Complaints", "The Housing Ombudsman may help you.", "Call our complaints team on 0345 555 0100."
        ).contact
        == ()
    )


# ---- people and flags


@pytest.mark.parametrize(
    ("words", "authority"),
    [
        ("A representative can complain for you once we have your written permission.", Authority.BEFORE_ACTING),
        (
            "A friend can complain for you; we will not share personal information until we have your consent.",
            Authority.BEFORE_DISCLOSURE,
        ),
        ("An advocate may complain for you without written consent.", Authority.NOT_NEEDED),
    ],
)
def test_when_a_representative_has_to_show_authority(words, authority):
    assert read("# Complaints", words).representatives.authority.value is authority


def test_what_is_denied_is_not_promised():
    policy = read(
        "# Complaints",
        "We do not keep a record of adjustments.",
        "Staff are not trained in handling complaints.",
        "We do not monitor the actions we agree.",
    )
    assert policy.people.adjustments_recorded is None
    assert policy.roles.trained is None
    assert policy.remedies.promises_monitored is None


def test_eight_weeks_and_the_designated_person():
    access = read(
        "# Complaints", "Go through a designated person, or wait eight weeks before contacting the Housing Ombudsman."
    ).ombudsman
    assert (access.designated_person.value, access.weeks_to_wait.value) == (True, 8)


def test_the_end_of_eight_weeks_is_no_wait():
    access = read(
        "# Complaints", "You no longer need a designated person, nor have to wait 8 weeks for the Housing Ombudsman."
    ).ombudsman
    assert access.designated_person is None
    assert access.weeks_to_wait is None


def test_the_nation_by_the_bodies_named():
    assert read("# Complaints", "You can go to the SPSO.").about.jurisdiction.value is Jurisdiction.SCOTLAND


# ---- the document itself


def test_a_month_alone_is_its_first_or_last_day():
    about = read("Complaints policy", "Effective from | Feb 2021", "Effective to | Feb 2024").about
    assert about.effective_from.value == date(2021, 2, 1)
    assert about.effective_until.value == date(2024, 2, 29)
    assert about.effective_from.note == "Only the month is given."


def test_the_version_table_is_only_good_for_dates():
    policy = read(
        "Complaints policy",
        "# Version history",
        "Version | Date | Changes",
        "1 | 1 June 2018 | Stage 1 answered within 15 working days, complaints taken for 6 months after the event",
        "2 | 9 April 2024 | Stage 1 cut",
        "# 1. Our stages",
        "Stage 1 complaints are answered within 10 working days.",
    )
    assert policy.stage[0].respond.value.days == 10
    assert policy.stage[0].respond.sure is Sure.HIGH
    assert policy.acceptance.exclusions == ()
    assert policy.about.effective_from.value == date(2024, 4, 9)


def test_sections_are_cited_by_the_landlords_numbers():
    sentences = prose_of(
        document(
            "Contents",
            "1. Introduction 1",
            "2. Stages 3",
            "1. Introduction",
            "Words.",
            "2. Stages",
            "2.1 We have two stages for complaints and they are told here at some length.",
            "2.2 Stage 1",
            "10 working days it takes.",
            "24 High Street",
        )
    ).sentences
    assert [(s.text, s.cited) for s in sentences if not s.heading] == [
        ("Words.", "1"),
        ("We have two stages for complaints and they are told here at some length.", "2.1"),
        ("10 working days it takes.", "2.2"),
        ("24 High Street", "2.2"),
    ]


def test_two_passages_that_disagree_are_both_told():
    found = stage(
        1,
        "1. Summary",
        "At stage 1 we answer your complaint within 10 working days.",
        "2. Stage 1",
        "You will receive our response within 15 working days.",
    ).respond
    assert found.sure is Sure.LOW
    assert found.value.days == 10
    assert "section 2" in found.note
    assert "15 working days" in found.note


def test_what_is_not_there_is_listed_and_never_made_up():
    reading = read_prose(document("# Complaints", "You can complain by letter."))
    assert reading.policy.stage == ()
    assert "definitions complaint" in reading.not_found
    assert "stage 1" in reading.not_found
    assert "about landlord" in reading.not_found
    assert reading.not_found_by_part["definitions"][0] == "complaint"


def test_a_document_that_never_speaks_of_complaints_gives_nothing():
    assert read_prose(document("# Soup", "Stage 1: simmer for 10 minutes.", "Reply within 5 working days.")).found == ()


def test_a_self_assessment_is_not_taken_for_a_policy():
    rows = ["2.1 | Complaints must be accepted | Yes", *["2.2 | More | Yes"] * 15]
    reading = read_prose(document("Self-assessment of our complaint handling", *rows))
    assert "self-assessment" in reading.notes[-1]


def test_the_draft_is_a_policy_file_and_says_that_it_is_a_draft():
    reading = read_prose(
        document(
            "Complaints policy of Elm Homes",
            "# Stage 1",
            'Complaints are "acknowledged" within 5 working days\\of receipt.',
        )
    )
    draft = as_draft(reading, "elm.txt")
    assert draft.startswith("# DRAFT, read by putright from elm.txt")
    assert parse_policy(draft, "draft.toml") == reading.policy


def test_every_value_has_its_passage_in_the_document():
    lines = (
        "# Complaints policy",
        "Complaints are acknowledged within 5 working days of receipt.",
        "Complaints may be made by letter.",
        "Something that happened more than 12 months ago is not taken as a complaint.",
    )
    whole = " ".join(lines)
    for found in read_prose(document(*lines)).found:
        assert found.section
        assert found.passage
        assert found.passage in whole
