"""Landlords, homes, residents, those who speak for them, staff: kept with their history, and as people are."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from putright.complaint import events as e
from putright.complaint.events.vocabulary import Tenure
from putright.people import finding
from putright.people import models as m
from putright.people.buildings import rules, rules_of, stands_as
from putright.people.changing import NotYours, add, add_many, change, forget
from putright.people.disclosing import disclosures_of, means_for
from putright.people.roles import Reach, Role, Speaker
from putright.people.staffing import (
    create_first_administrator,
    engage,
    give_role,
    make_one_time_password,
    opens_with,
    set_own_password,
    settle_roles,
)

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
ON = date(2026, 4, 2)  # a Thursday
ARABIC = "محمد بن سلمان الأحمد"
WELSH = "Siân Llŷr ap Gwŷn"


@pytest.fixture
def keep(record):
    """Store a row of the landlord's."""
    return lambda model, **values: add(model(landlord=record.landlord, **values), by="test", at=AT)


# Names.


@pytest.mark.parametrize(
    "name",
    ["Asha", ARABIC, WELSH, "X", "O’Neill-Ní Dhómhnaill", "Nguyễn Thị Minh Khai", "می‌خواهم", "W" * 200, "ŵ" * 200],  # noqa: RUF001  as it is written
)
def test_a_name_is_kept_as_it_is_written(record, keep, name):
    kept = keep(m.Resident, name=name)
    kept.refresh_from_db()
    assert kept.name == kept.greeting == name
    assert (kept.family_name, kept.given_names) == ("", "")
    assert list(finding.find_residents(record.landlord, name)) == [kept]


def test_a_name_may_be_sorted_by_its_family_name_and_greeted_in_another_way(keep):
    kept = keep(m.Resident, name="Nguyễn Thị Lan", family_name="Nguyễn", given_names="Thị Lan", addressed_as="Mrs Lan")
    assert (kept.greeting, kept.sorted_by) == ("Mrs Lan", "nguyen thi lan")


@pytest.mark.parametrize(("name", "says"), [("", "field"), ("   ", "needs a name"), ("W" * 201, "200"), ("A\u202eB", "U\\+202E"), ("A\x00B", "U\\+0000|[Nn]ull")])  # fmt: skip
def test_what_is_no_name_is_refused_with_a_sentence(keep, name, says):
    with pytest.raises(ValidationError, match=says):
        keep(m.Resident, name=name)


def test_names_are_found_without_accents_and_in_any_case_on_both_engines(record, keep):
    kept = keep(m.Resident, name=WELSH)
    keep(m.Resident, name="Asha")
    for words in ("SIAN", "siân", "gwyn llyr", "GŴYN"):
        assert list(finding.find_residents(record.landlord, words)) == [kept], words
    for words in ("", "  ", "%", "_", "sian nobody"):
        assert list(finding.find_residents(record.landlord, words)) == [], words


# History.


def test_a_change_says_who_changed_what_from_what_to_what_and_when(record, keep):
    asha = keep(m.Resident, name="Asha")
    later = AT + timedelta(days=1)
    changed = change(asha, by=record.callum, at=later, why="she rang", email="asha@example.org", name="Asha B")
    history = finding.changes_of(record.landlord, "resident", asha.pk)
    assert (changed.name, [each.did for each in history]) == ("Asha B", ["added", "changed"])
    last = history[-1]
    assert (last.by, last.at, last.why) == (str(record.callum.pk), later, "she rang")
    assert last.values == {"email": ["", "asha@example.org"], "name": ["Asha", "Asha B"]}


def test_a_change_of_nothing_leaves_no_line_and_a_refused_one_leaves_nothing(record, keep):
    asha = keep(m.Resident, name="Asha")
    change(asha, by="test", at=AT, name="Asha")
    with pytest.raises(ValidationError):
        change(asha, by="test", at=AT, name="")
    asha.refresh_from_db()
    assert asha.name == "Asha"
    assert len(finding.changes_of(record.landlord, "resident", asha.pk)) == 1


def test_two_people_changing_different_things_do_not_undo_each_other(keep):
    asha = keep(m.Resident, name="Asha")
    stale = m.Resident.objects.get(pk=asha.pk)
    change(asha, by="test", at=AT, email="asha@example.org")
    after = change(stale, by="test", at=AT, telephone="01632 960000")
    assert (after.email, after.telephone) == ("asha@example.org", "01632 960000")


def test_who_may_not_change_a_table_is_told_who_may(record, keep):
    asha = keep(m.Resident, name="Asha")
    with pytest.raises(NotYours, match="it takes a complaints officer or handler or manager or stage 2 reviewer"):
        change(asha, by=record.ezra, at=AT, name="Somebody")
    for role in (Role.AUDITOR, Role.CONTRIBUTOR, Role.ADMINISTRATOR):
        with pytest.raises(NotYours):
            change(asha, by=record.staff(role.value, role), at=AT, name="Somebody")
    with pytest.raises(NotYours, match="administrator"):
        change(record.landlord, by=record.callum, at=AT, name="Callum Homes")


def test_the_history_forgets_with_the_person(record, keep):
    asha = keep(m.Resident, name="Asha")
    assert forget(record.landlord, "resident", asha.pk, by=record.callum, at=AT, why="erasure asked for") == 1
    history = finding.changes_of(record.landlord, "resident", asha.pk)
    assert [(each.did, each.values) for each in history] == [("added", {}), ("forgotten", {})]


def test_many_rows_at_once_are_checked_and_have_their_history(record):
    homes = [m.Home(landlord=record.landlord, address=f"{n} Ash Road", reference=f"H{n}") for n in range(1, 51)]
    add_many(homes, by="import", at=AT)
    assert m.Change.objects.filter(landlord=record.landlord, table="home", by="import").count() == 50
    assert [each.reference for each in finding.find_homes(record.landlord, "h17")] == ["H17"]
    with pytest.raises(ValidationError, match="at least one line"):
        add_many([m.Home(landlord=record.landlord, address=" ")], by="import", at=AT)


# Homes and buildings.


@pytest.mark.parametrize(
    ("storeys", "metres", "homes", "expected"),
    [
        (7, None, 2, True), (6, Decimal(18), 2, True), (6, Decimal("17.99"), 2, False), (7, Decimal(17), 2, True),
        (7, None, 1, False), (30, Decimal(90), None, None), (6, None, 40, None), (None, None, None, None),
        (None, Decimal("18.00"), 2, True),
    ],
)  # fmt: skip
def test_a_building_is_higher_risk_from_the_height_the_law_gives(record, storeys, metres, homes, expected):
    building = m.Building(landlord=record.landlord, name="Ash Tower", storeys=storeys, metres=metres, homes=homes)
    assert stands_as(building, ON).higher_risk is expected


def test_where_the_flag_and_the_measures_differ_the_safer_answer_counts_and_it_is_said(record):
    low = m.Building(landlord=record.landlord, name="Low", storeys=3, metres=9, homes=6, higher_risk=True)
    tall = m.Building(landlord=record.landlord, name="Tall", storeys=9, homes=6, higher_risk=False)
    for building in (low, tall):
        standing = stands_as(building, ON)
        assert standing.higher_risk is True
        assert "check which" in standing.doubt


def test_no_rule_is_made_up_for_another_country_or_an_earlier_day(record):
    tall = m.Building(landlord=record.landlord, name="Tall", storeys=9, homes=6, country="wales")
    assert stands_as(tall, ON).higher_risk is None
    tall.country = "england"
    assert stands_as(tall, date(2024, 1, 15)).higher_risk is None
    assert stands_as(tall, date(2024, 1, 16)).higher_risk is True


def test_the_height_has_a_source_and_a_file_without_one_is_refused():
    assert [(each.storeys, each.metres, each.homes) for each in rules()] == [(7, 18, 2)]
    assert all("https://" in each.source for each in rules())
    rule = '[[rule]]\ncountry = "england"\nstoreys = 7\nmetres = 18\nhomes = 2\nfrom = 2024-01-16\n'
    for text, says in [(rule, "source is missing"), (rule + 'source = ""', "names no source"), (rule + 'source = "x"\nheight = 3', "height")]:  # fmt: skip
        with pytest.raises(ValueError, match=says):
            rules_of(text)


def test_the_tenure_of_a_complaint_is_the_one_on_the_day_it_was_received(record, keep):
    building = keep(m.Building, name="Ash Tower", storeys=9, homes=40)
    home = keep(m.Home, address="1 Ash Tower", building=building)
    keep(m.HeldAs, home=home, tenure=Tenure.LOW_COST_RENTAL, stock="general needs")
    keep(m.HeldAs, home=home, tenure=Tenure.LOW_COST_HOME_OWNERSHIP, stock="shared ownership", from_on=ON)
    before = finding.at_receipt(record.landlord, home.pk, ON - timedelta(days=1))
    after = finding.at_receipt(record.landlord, home.pk, ON)
    assert (before.tenure, before.stock, before.higher_risk_building) == (Tenure.LOW_COST_RENTAL, "general needs", True)
    assert after.tenure is Tenure.LOW_COST_HOME_OWNERSHIP
    bare = keep(m.Home, address="2 Ash Road")
    assert finding.at_receipt(record.landlord, bare.pk, ON) == finding.AtReceipt(Tenure.NOT_KNOWN, "", None)


def test_a_home_without_a_uprn_is_no_trouble_and_a_uprn_twice_is(keep):
    keep(m.Home, address="1 Ash Road")
    keep(m.Home, address="2 Ash Road", uprn="100010001000")
    keep(m.Home, address="3 Ash Road")
    with pytest.raises(ValidationError):
        keep(m.Home, address="4 Ash Road", uprn="100010001000")
    with pytest.raises(ValidationError, match="1 to 12 digits"):
        keep(m.Home, address="4 Ash Road", uprn="10001000100A")


def test_who_lived_where_when(record, keep):
    home, asha, bea = keep(m.Home, address="1 Ash Road"), keep(m.Resident, name="Asha"), keep(m.Resident, name="Bea")
    keep(m.Residency, resident=asha, home=home, until_on=date(2026, 3, 31))
    keep(m.Residency, resident=bea, home=home, from_on=date(2026, 4, 1))
    keep(m.Residency, resident=asha, home=home, from_on=date(2026, 4, 6), held_by_them=False)
    assert finding.living_at(record.landlord, home.pk, date(2026, 3, 31)) == [asha]
    assert finding.living_at(record.landlord, home.pk, ON) == [bea]
    assert finding.living_at(record.landlord, home.pk, date(2026, 4, 6)) == [asha, bea]
    assert finding.homes_of(record.landlord, asha.pk, ON) == []


# Speaking for somebody.


def test_a_complaint_is_taken_before_authority_and_only_disclosure_waits(record, keep):
    asha, bea = keep(m.Resident, name="Asha"), keep(m.Representative, name="Bea", kind=Speaker.FAMILY_OR_FRIEND)
    done = record.received(on_behalf_of=str(asha.pk))
    record.done(e.RepresentativeNamed(ON, str(bea.pk)), complaint=done.complaint)
    told = finding.may_disclose(record.landlord, bea.pk, asha.pk, ON, complaint=done.complaint)
    assert told.told is False
    assert told.why == (
        "The resident's authority has not arrived. The complaint goes on; only the resident's details are held back."
    )


def test_authority_is_dated_scoped_and_can_be_taken_back(record, keep):
    asha, bea = keep(m.Resident, name="Asha"), keep(m.Representative, name="Bea", kind=Speaker.ADVICE_OR_SUPPORT)
    complaint, other = record.received().complaint, record.received().complaint

    def told(on, about=complaint):
        return finding.may_disclose(record.landlord, bea.pk, asha.pk, on, complaint=about)

    given = keep(
        m.Authority, resident=asha, representative=bea, reach=Reach.ONE_COMPLAINT, complaint=complaint, given_on=ON,
        until_on=date(2026, 6, 30), channel="email", document="form-1",
    )  # fmt: skip
    assert told(ON).told
    assert told(date(2026, 6, 30)).told
    assert told(date(2026, 4, 1)).told is False
    assert told(date(2026, 7, 1)).why.startswith("The authority has run out")
    assert told(ON, other).why.startswith("The authority is for another complaint")
    assert told(ON, None).told is False
    change(given, by=record.callum, at=AT, revoked_on=date(2026, 5, 1))
    assert told(date(2026, 4, 30)).told
    assert told(date(2026, 5, 1)).why.startswith("The resident took the authority back")


def test_authority_for_named_matters_says_what_it_is_limited_to(record, keep):
    asha, bea = keep(m.Resident, name="Asha"), keep(m.Representative, name="Bea", kind=Speaker.SOLICITOR)
    keep(m.Authority, resident=asha, representative=bea, reach=Reach.NAMED_MATTERS, matters="the damp", given_on=ON)
    assert finding.may_disclose(record.landlord, bea.pk, asha.pk, ON).only == "the damp"
    for wrong in ({"reach": Reach.NAMED_MATTERS}, {"reach": Reach.ONE_COMPLAINT}):
        with pytest.raises(ValidationError):
            keep(m.Authority, resident=asha, representative=bea, **wrong)


def test_one_decision_stands_for_the_lead_and_those_who_signed(record, keep):
    lead, signed, unsigned, gone = (keep(m.Resident, name=name) for name in ("Asha", "Bron", "Cai", "Dewi"))
    group = keep(m.Group, name="Ash Road", lead=lead)
    keep(m.GroupMember, group=group, resident=signed, signed_on=ON)
    keep(m.GroupMember, group=group, resident=unsigned)
    keep(m.GroupMember, group=group, resident=gone, signed_on=date(2026, 4, 1), left_on=ON)
    assert finding.bound_by(record.landlord, group.pk, ON) == [lead, signed]
    assert finding.bound_by(record.landlord, group.pk, date(2026, 4, 1)) == [lead, gone]


# Disclosures.


def test_a_disclosure_is_read_with_a_reason_and_every_reading_is_noted(record, keep):
    asha = keep(m.Resident, name="Asha")
    kept = keep(m.Disclosure, resident=asha, what="A hearing loss", means="Write, do not ring")
    assert disclosures_of(record.callum, asha.pk, at=AT, why="the meeting on Monday") == [kept]
    assert [(each.what, each.why) for each in finding.looks_at(record.landlord, asha.pk)] == [
        ("disclosures", "the meeting on Monday")
    ]
    assert means_for(record.callum, asha.pk, ON) == ["Write, do not ring"]
    with pytest.raises(NotYours, match="Say why"):
        disclosures_of(record.callum, asha.pk, at=AT, why=" ")
    for role in (Role.ADMINISTRATOR, Role.CONTRIBUTOR, Role.BUSINESS_REVIEWER, Role.MEMBER_RESPONSIBLE):
        with pytest.raises(NotYours, match="read only by those"):
            disclosures_of(record.staff(role.value, role), asha.pk, at=AT, why="curious")


def test_the_history_does_not_repeat_what_was_disclosed(record, keep):
    asha = keep(m.Resident, name="Asha")
    kept = keep(m.Disclosure, resident=asha, what="A hearing loss")
    change(kept, by=record.callum, at=AT, what="A hearing loss in both ears", review_on=ON)
    lines = finding.changes_of(record.landlord, "disclosure", kept.pk)
    assert lines[-1].values == {"what": [], "review_on": [None, "2026-04-02"]}
    assert "hearing" not in str([each.values for each in lines])


# Staff.


def test_the_first_administrator_gets_a_password_for_once(record):
    person, password = create_first_administrator(record.landlord, email="Ida@AH.example", name="Ida", at=AT)
    assert (person.email, person.has_roles) == ("ida@ah.example", {Role.ADMINISTRATOR})
    assert opens_with(person, password, AT, ON)
    assert not opens_with(person, password + "x", AT, ON)
    assert not opens_with(person, password, AT + timedelta(hours=25), ON)
    assert password not in str(list(m.Change.objects.values()))
    assert person.password not in str(list(m.Change.objects.values()))
    with pytest.raises(NotYours, match="has an administrator"):
        create_first_administrator(record.landlord, email="ian@ah.example", name="Ian", at=AT)
    assert create_first_administrator(record.other, email="ina@fh.example", name="Ina", at=AT)


def test_a_password_of_ones_own_takes_its_place(record):
    person, password = create_first_administrator(record.landlord, email="ida@ah.example", name="Ida", at=AT)
    set_own_password(person, "seven damp walls in a row", AT)
    person.refresh_from_db()
    assert person.one_time_until is None
    assert opens_with(person, "seven damp walls in a row", AT + timedelta(days=90), ON)
    assert not opens_with(person, password, AT, ON)


def test_nobody_without_a_password_opens_the_door_and_nobody_who_left(record):
    assert not opens_with(record.callum, "", AT, ON)
    person, password = create_first_administrator(record.landlord, email="ida@ah.example", name="Ida", at=AT)
    person.left_on = ON
    assert not opens_with(person, password, AT, ON)


def test_nobody_gives_themselves_a_role_or_a_password(record):
    ida = record.staff("Ida", Role.ADMINISTRATOR)
    with pytest.raises(NotYours, match="another administrator"):
        give_role(ida, Role.MANAGER, from_on=ON, by=ida, at=AT)
    with pytest.raises(NotYours):
        make_one_time_password(ida, by=ida, at=AT)
    with pytest.raises(NotYours):
        give_role(record.dilys, Role.MANAGER, from_on=ON, by=record.callum, at=AT)
    with pytest.raises(NotYours):
        make_one_time_password(record.dilys, by=record.callum, at=AT)


def test_an_administrator_engages_people_and_it_is_on_record(record):
    ida = record.staff("Ida", Role.ADMINISTRATOR)
    hana = engage(
        record.landlord, email="hana@ah.example", name="Hana", roles=[Role.HANDLER], started_on=ON, by=ida, at=AT
    )
    assert hana.roles_on(ON) == {Role.HANDLER}
    assert hana.roles_on(date(2026, 4, 1)) == frozenset()
    assert [each.by for each in finding.changes_of(record.landlord, "staff", hana.pk)] == [str(ida.pk)]
    with pytest.raises(NotYours):
        engage(record.landlord, email="x@ah.example", name="X", roles=[], started_on=ON, by=record.callum, at=AT)
    with pytest.raises(ValueError, match="not yours"):
        engage(record.landlord, email="x@ah.example", name="X", roles=[], started_on=ON, by=record.femi, at=AT)


def test_the_names_of_roles_follow_the_dates_once_a_day(record):
    ida = record.staff("Ida", Role.ADMINISTRATOR)
    give_role(record.dilys, Role.HANDLER, from_on=date(2026, 5, 1), until_on=date(2026, 5, 8), by=ida, at=AT)
    assert record.dilys.has_roles == {Role.STAGE_2_REVIEWER}  # not before the day
    assert settle_roles(record.landlord, ON) == 0
    assert settle_roles(record.landlord, date(2026, 5, 1)) == 1
    record.dilys.refresh_from_db()
    assert record.dilys.has_roles == {Role.STAGE_2_REVIEWER, Role.HANDLER}
