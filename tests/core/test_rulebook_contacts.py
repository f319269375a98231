"""How the Ombudsman could be reached on a day, and what a document should no longer print."""

from datetime import date

import pytest

from putright.rulebook import RulebookError, contacts, stale_contacts, stale_phrases
from putright.rulebook.contact_details import read_contacts

SUMMER_2026 = date(2026, 6, 1)


def values(body: str, on: date, kind: str) -> list[str]:
    return [contact.value for contact in contacts(body, on=on) if contact.kind == kind]


def test_post_goes_to_preston_now_and_went_to_liverpool_before():
    assert values("housing_ombudsman", SUMMER_2026, "post") == [
        "Housing Ombudsman Service, PO Box 1484, Unit D, Preston PR2 0ET"
    ]
    assert values("housing_ombudsman", date(2023, 6, 1), "post") == [
        "Housing Ombudsman Service, PO Box 152, Liverpool L33 7WQ"
    ]


def test_the_day_of_the_move_is_in_doubt_and_says_so():
    moved = [contact for contact in contacts("housing_ombudsman", on=SUMMER_2026) if contact.kind == "post"]
    assert "not known" in moved[0].doubt


@pytest.mark.parametrize(("on", "new_cases"), [(date(2026, 1, 12), True), (date(2026, 1, 13), False)])
def test_no_new_cases_by_email_since_13_january_2026(on, new_cases):
    emails = [contact for contact in contacts("housing_ombudsman", on=on) if contact.kind == "email"]
    assert [contact.new_cases for contact in emails] == [new_cases]


def test_the_other_bodies():
    assert values("housing_ombudsman", SUMMER_2026, "telephone") == ["0300 111 3000"]
    assert values("building_safety_regulator", SUMMER_2026, "telephone") == ["0300 790 6787"]
    assert values("lgsco", SUMMER_2026, "post")[0].endswith("Coventry CV4 0EH")


def test_a_body_that_is_not_kept_is_told_which_are():
    with pytest.raises(RulebookError, match="housing_ombudsman, building_safety_regulator, lgsco"):
        contacts("the_king", on=SUMMER_2026)


def test_a_document_of_2026_should_not_print_these():
    assert {"L33 7WQ", "PO Box 152", "Exchange Tower", "info@housing-ombudsman.org.uk", "designated person"} <= {
        phrase.text for phrase in stale_phrases(SUMMER_2026)
    }
    assert all(phrase.why and phrase.source for phrase in stale_phrases(SUMMER_2026))


def test_a_document_of_2021_could_print_what_was_right_then():
    then = {phrase.text for phrase in stale_phrases(date(2021, 9, 1))}
    assert then == {"Exchange Tower", "E14 9GE"}


def test_an_address_still_in_use_is_not_stale_though_its_terms_changed():
    before = [contact.value for contact in stale_contacts(date(2026, 1, 12))]
    assert "info@housing-ombudsman.org.uk" not in before
    after = [contact for contact in stale_contacts(date(2026, 1, 13)) if contact.kind == "email"]
    assert [contact.new_cases for contact in after] == [False]


CONTACT = """
[sources]
page = "A page"

[[contact]]
body = "lgsco"
kind = "web"
value = "www.example.org"
source = ["page"]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"lgsco"', '"ofsted"', "contact www.example.org body: "),
        ('source = ["page"]', 'source = ["talk"]', "'talk' is not in"),
        ('source = ["page"]', "", "source: this key is missing"),
        ('kind = "web"', 'kind = "web"\nvalid_from = 2026-01-02\nvalid_until = 2026-01-01', "before valid_from"),
        ('kind = "web"', 'kind = "web"\nhours = "10-4"', "hours: this key is not known"),
    ],
)
def test_a_mistake_in_the_file_is_refused(tmp_path, old, new, says):
    path = tmp_path / "contacts.toml"
    path.write_text(CONTACT.replace(old, new), encoding="utf-8")
    with pytest.raises(RulebookError, match=says):
        read_contacts(path)
