"""My work and the page of one complaint, as somebody at the desk sees them."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from seen import Page

from putright.complaint import events as e
from putright.records.models import Summary


def asked(client, address):
    """How many questions a page asks the database, once it is warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    return len(told)


def more(house, number):
    """So many further complaints of different people, all late."""
    for each in range(number):
        house.do(f"more-{number}-{each}", house.received(days=30, in_their_words=f"It drips, {number} {each}."))


def test_my_work_asks_as_much_for_thirty_complaints_as_for_few(house):
    client = house.browser("callum")
    few = asked(client, "/desk/?whose=all")
    more(house, 12)
    assert asked(client, "/desk/?whose=all") <= few + 2  # a group that was empty asks for its rows and their names
    between = asked(client, "/desk/?whose=all")
    more(house, 10)
    assert asked(client, "/desk/?whose=all") == between
    assert between <= 40


def test_a_complaint_asks_as_much_with_fifty_entries_as_with_ten(house):
    client = house.browser("callum")
    house.do("long-record", house.received(days=20))
    address = house.address("long-record")
    few = asked(client, address)
    for number in range(40):
        house.do("long-record", e.CorrespondenceRecorded(
            house.ago(3), e.Correspondent.RESIDENT, e.Direction.IN, what=f"She rang, {number}."))  # fmt: skip
    assert asked(client, address) == few <= 30


def test_counts_and_rows_of_my_work_agree(house):
    page = Page(house.browser("callum").get("/desk/?whose=all"))
    for table in page.tree.xpath("//table[contains(@class, 'work')][caption]"):
        said = int("".join(table.xpath("./caption/span/text()")).strip())
        assert said == len(table.xpath("./tbody/tr")), "".join(table.xpath("./caption//text()"))


def test_every_complaint_that_owes_something_stands_in_the_list_once(house):
    client, listed = house.browser("callum"), []
    for group in ("late", "today", "next", "waiting", "later"):
        page = Page(client.get(f"/desk/?whose=all&group={group}"))
        listed += page.tree.xpath("//section//tbody//th//a/@href")
    owed = Summary.objects.filter(landlord=house.landlord.pk, owed=True)
    seen = [row for row in owed if not row.confidential_to or f",{house.people['callum'].pk}," in row.confidential_to]
    assert sorted(listed) == sorted(f"/desk/complaints/{row.reference}/" for row in seen)


def test_the_reason_for_a_date_is_on_the_page(house):
    house.do("fresh-because", house.received(days=2))
    page = house.browser("callum").get(house.address("fresh-because")).content.decode()
    assert "Counted from the day it was received" in page
    assert "(Code 6.2)" in page


def test_who_oversees_and_handles_nothing_begins_with_everybodys_work(house):
    page = Page(house.browser("mona").get("/desk/"))
    (here,) = page.tree.xpath("//nav[@aria-label='Whose work']//a[@aria-current]")
    assert "".join(here.itertext()).startswith("All")


def test_a_complaint_as_it_stood_offers_no_step(house):
    house.do("old-as-of", house.received(days=20))
    answer = house.browser("callum").get(house.address("old-as-of") + f"?as-of={house.ago(1):%d %m %Y}")
    page = Page(answer)
    assert not page.tree.xpath("//main//a[contains(@class, 'govuk-button')]")


def test_a_promise_for_a_day_on_which_nobody_works_says_so(house):
    client, address = house.browser("callum"), house.address("open", "promise")
    sunday = house.ahead(7 + 6 - house.today.weekday())
    given = {
        "what": "Mend the gate", "due_on_day": sunday.day, "due_on_month": sunday.month, "due_on_year": sunday.year,
        "on_day": house.today.day, "on_month": house.today.month, "on_year": house.today.year,
        "owner": str(house.people["callum"].pk), "agreed": "yes", "look": "1",
        "sent_once": "01a20058-0f03-740e-9935-869a8a8ff6c3",
    }  # fmt: skip
    assert "is no working day" in client.post(address, given).content.decode()
