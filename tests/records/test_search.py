"""Search: what is on a complaint is found, by those who may see it and by nobody else; no input is an error."""

from uuid import uuid4

import pytest
from cast import RECEIVED, at
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from putright.actions.filing import Upload, file_document
from putright.complaint import events as e
from putright.people.roles import Role
from putright.records import search
from putright.records.filing_models import Filing
from putright.records.folding import MAX_INDEXED, folded, tokens, where
from putright.records.search_models import SearchRow

SEES = frozenset({Role.HANDLER})


def complain(record, words, **more):
    """A complaint with these words, indexed."""
    done = record.done(e.ComplaintReceived(RECEIVED, person="Asha", in_their_words=words), **more)
    search.index(more.get("landlord", record.landlord.id), done.complaint, reference=done.reference)
    return done


def more_words(record, complaint, *facts):
    done = record.done(*facts, complaint=complaint, at=at(5))
    search.index(record.landlord.id, complaint, reference=done.reference, since=done.first_number)
    return done


def find(record, text, *, who=None, roles=SEES, landlord=None, limit=20):
    return search.find(landlord or record.landlord.id, text, who=who or str(record.callum.id), roles=roles, limit=limit)


def found(record, text, **more):
    return [match.reference for match in find(record, text, **more).matches]


def test_words_are_found_with_where_they_are_and_a_stretch_around_them(record):
    done = complain(record, "Since March there has been black mould above the window in the children's bedroom.")
    complain(record, "The lift is out of order.")
    (match,) = find(record, "mould").matches
    assert (match.complaint, match.reference, match.kind, match.number) == (done.complaint, done.reference, "words", 1)
    assert match.place == "in_their_words"
    assert [match.snippet[a:b] for a, b in match.marks] == ["mould"]
    assert "black mould above" in match.snippet


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("leak", True),  # begins
        ("LEAKING", True),
        ('"leak"', False),  # as it stands
        ('"leaking roof"', True),
        ('"roof leaking"', False),
        ("roof leaking", True),
        ("roof lift", False),
        ("le", False),  # too short to be a beginning
        ("le*", True),  # unless asked for
        ("ty gwlyb", True),
        ("tŷ", True),
        ("SIAN", True),
        ("siân", True),
        ("si\u0061\u0302n", True),
        ("obrien", True),
        ("O'Brien", True),
        ("O\u2019Brien", True),
        ("sw1a 1aa", True),
        ("SW1A1AA", False),
        ("07700 900123", True),
        ("“leaking roof”", True),
        ("dog_s", False),
    ],
)
def test_what_finds_what(record, text, hit):
    complain(record, "Siân O\u2019Brien, SW1A 1AA (07700-900123): leaking roof, tŷ gwlyb.")
    assert bool(found(record, text)) is hit


def test_words_may_stand_in_different_places_of_one_complaint(record):
    first = complain(record, "The boiler is cold.")
    more_words(
        record,
        first.complaint,
        e.CorrespondenceRecorded(None, e.Correspondent.RESIDENT, e.Direction.IN, what="A baby."),
    )
    complain(record, "The boiler is loud.")
    assert found(record, "boiler baby") == [first.reference]
    assert len(found(record, "boiler")) == 2


def test_newest_first_once_each_and_the_reference_before_all(record):
    first = complain(record, "damp")
    second = complain(record, f"damp, like {first.reference}")
    more_words(record, first.complaint, e.UpdateGiven(None, what="The damp is looked at."))
    assert found(record, "damp") == [first.reference, second.reference]
    assert found(record, first.reference.lower()) == [first.reference, second.reference]
    assert find(record, first.reference).matches[0].kind == "reference"
    assert found(record, second.reference[:-2])[0] == second.reference


def test_there_may_be_more_than_was_asked_for(record):
    for _ in range(4):
        complain(record, "damp " * 3)
    few = find(record, "damp", limit=3)
    assert (len(few.matches), few.more) == (3, True)
    assert not find(record, "damp", limit=4).more
    assert find(record, "damp", limit=0).matches == ()


def test_many_places_on_one_complaint_do_not_hide_the_others(record):
    old = complain(record, "damp")
    new = complain(record, "damp")
    for n in range(20):
        more_words(record, new.complaint, e.UpdateGiven(None, what=f"The damp, {n}."))
    assert found(record, "damp", limit=1) == [new.reference]
    assert found(record, "damp", limit=2) == [new.reference, old.reference]


def test_a_document_and_a_person_are_found_by_name(record, settings, tmp_path):
    settings.DOCUMENTS = tmp_path / "documents"
    done = complain(record, "It is wet.")
    file_document(
        Upload(record.landlord.id, done.complaint, e.EvidenceRecorded(None, ""), "surveyor's report.pdf", (b"%PDF-1",)),
        record.callum,
        at(3),
    )
    (match,) = find(record, "surveyors").matches
    assert (match.kind, match.place, match.number, match.snippet) == ("document", "d1", 2, "surveyor's report.pdf")
    search.index_person(record.landlord.id, done.complaint, "p1", "Asha Begüm")
    assert find(record, "begum").matches[0].kind == "person"
    search.index_person(record.landlord.id, done.complaint, "p1", "Asha Khan")
    assert found(record, "begum") == []
    assert found(record, "khan") == [done.reference]
    assert found(record, Filing.objects.get().digest) == []


def test_one_landlord_never_finds_anothers(record):
    complain(record, "secret mould")
    theirs = complain(record, "their mould", by=record.femi, landlord=record.other.id)
    assert found(record, "mould", landlord=record.other.id, who=str(record.femi.id)) == [theirs.reference]
    assert found(record, "secret mould", landlord=record.other.id) == []
    assert found(record, "mould", landlord=uuid4()) == []


def test_a_confidential_complaint_does_not_exist_for_those_not_named(record):
    hidden = complain(record, "The officer shouted at me about mould.")
    complain(record, "mould")
    record.done(e.MarkedConfidential(None, (str(record.dilys.id),)), complaint=hidden.complaint)
    for text in ("shouted", hidden.reference, "officer mould"):
        assert found(record, text) == []
        assert found(record, text, who=str(record.dilys.id)) == [hidden.reference]
    few = find(record, "mould", limit=1)
    assert (len(few.matches), few.more) == (1, False)
    assert find(record, "mould", limit=1, who=str(record.dilys.id)).more
    for who in ("", "%", "_" * 36, ",", "x,y", "!%", str(record.dilys.id)[:-1]):
        assert search.find(record.landlord.id, "shouted", who=who, roles=SEES).matches == ()
        assert search.find(record.landlord.id, hidden.reference, who=who, roles=SEES).matches == ()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.MEMBER_RESPONSIBLE, Role.ADMINISTRATOR])
def test_who_sees_no_complaints_finds_none(record, role):
    done = complain(record, "mould")
    for text in ("mould", done.reference):
        assert find(record, text, roles=frozenset({role})) == search.Found((), more=False)


HOSTILE = (
    "", " ", '"', '""', '"""', "'", "\\", "*", "**", "mould*", "^mould", "mould^2", "NEAR(mould damp)", "mould NOT damp",
    "AND", "OR", "NOT", "mould AND", "(mould", "mould)", "words:mould", "{words}:mould", "-mould", "+mould", "mould &",
    "mould | damp", "!mould", "mould:*", "mould <-> damp", "a'; DROP TABLE entry; --", "%", "%s", "%(x)s", "{}", "\0mould",
    "mould\0", "\ud800", "\U0001f600", "💧 mould", "٣٤٥", "日本語", "ﬁre", "İstanbul", "²", "①", "ǆ", "x" * 10_000,
    "a " * 5_000, '"a" ' * 500, "\u202emould", "mould\u0300\u0301\u0302", "_", "__", "a_b", "1e9999", "0x1f", "--", "/*",
    "http://example.org/?a=b&c=d", "asha@example.org", "C:\\temp", "$1", ":name", "?", "¿", "ÿ", "\x1b[31m",
)  # fmt: skip


def test_no_input_is_an_error(record):
    complain(record, "black mould, 日本語, fire, İstanbul")
    for text in HOSTILE:
        find(record, text)
    assert found(record, "\0mould")
    assert found(record, "ﬁre")
    assert found(record, "istanbul")
    assert found(record, "日本語")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_can_be_kept_and_shown(record, text):
    if text.strip() and not set(text) & {"\0", "\ud800", "\x1b"}:
        complain(record, f"mould {text} mould")
        (match,) = find(record, "mould").matches
        assert match.marks
        assert all(match.snippet[a:b].lower().startswith("mould") for a, b in match.marks)


def test_a_very_long_text_is_searched_as_far_as_the_bound(record):
    complain(record, "early " + "filler " * (MAX_INDEXED // 7 + 100) + "late")
    assert found(record, "early")
    assert not found(record, "late")


def test_taken_out_of_search_it_is_gone_from_the_index_too(record):
    done = complain(record, "unmistakable")
    more_words(record, done.complaint, e.UpdateGiven(None, what="remarkable"))
    assert search.forget(record.landlord.id, done.complaint, [1]) == 2  # her words and her name
    assert found(record, "unmistakable") == []
    assert found(record, "remarkable") == [done.reference]
    search.forget(record.landlord.id, done.complaint)
    assert found(record, "remarkable") == []
    assert found(record, done.reference) == [done.reference]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('integrity-check')")
            cursor.execute("SELECT 1 FROM search_words_data WHERE instr(block, CAST('markable' AS BLOB)) > 0")
            assert cursor.fetchall() == []


def test_indexing_twice_and_indexing_again_change_nothing(record):
    done = complain(record, "mould")
    search.index_person(record.landlord.id, done.complaint, "p1", "Asha")
    before = set(SearchRow.objects.values_list("complaint", "kind", "number", "source", "words"))
    search.index(record.landlord.id, done.complaint, reference=done.reference)
    search.index_again(record.landlord.id)
    assert set(SearchRow.objects.values_list("complaint", "kind", "number", "source", "words")) == before
    assert found(record, "mould asha") == [done.reference]


def test_a_question_takes_few_queries(record, django_assert_max_num_queries):
    for _ in range(10):
        complain(record, "mould")
    with django_assert_max_num_queries(4, connection=connection):
        find(record, "mould", limit=5)


@given(st.text(max_size=80))
def test_folding_is_the_same_a_second_time_and_its_places_are_right(text):
    assert folded(folded(text)) == folded(text)
    words = where(text)
    assert [word for word, _, _ in words] == tokens(text)
    for _, start, end in words:
        assert 0 <= start < end <= len(text)


def test_what_is_folded():
    assert folded("Ŵyneb Tŷ Łódź straße Ærø O'Brien\u2019s ﬁn 2.5% café_bar") == (
        "wyneb ty lodz strasse aero obriens fin 2 5 cafe bar"
    )
    assert folded("  ,;- ") == ""
    assert tokens("x" * 100) == ["x" * 60]
