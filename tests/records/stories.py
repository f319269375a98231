"""Complaints that could happen, by chance: mostly possible facts, now and then one that is refused."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cast import RECEIVED

from putright.actions import Ask, Done, perform
from putright.complaint import events as e

LONDON = ZoneInfo("Europe/London")
WORDS = ("The damp is back.", "Nobody came.", "Mae'r to yn gollwng.", "عادت الرطوبة", "A survey was done 🏠", "x" * 400)


def fact(chance, day, entries, people):
    """One thing that may happen on a day, to a complaint of so many entries."""
    words, who = chance.choice(WORDS), chance.choice(people)
    on = chance.choice((day, day, day, None))
    stage, name = chance.choice((1, 1, 1, 2)), chance.choice(("p1", "p2"))
    later = day + timedelta(days=chance.randint(0, 60))
    possible = (
        lambda: e.ComplaintLogged(on, stage),
        lambda: e.Acknowledged(on, stage, by=who),
        lambda: e.Triaged(on, e.Level.LOW, e.Level.HIGH, vulnerable=chance.random() < 0.5, why=words),
        lambda: e.HandlerAssigned(on, who, stage, handover_note=words),
        lambda: e.DefinitionSet(on, (e.Point("p1", words), e.Point("p2", "the visits", e.Responsibility.OURS)), words, stage),
        lambda: e.PointDecided(on, name, chance.choice(list(e.Decision)), words, stage=stage),
        lambda: e.ActionPromised(on, f"a{entries}", words, who, chance.choice((later, None))),
        lambda: e.ActionDone(on, f"a{chance.randint(1, 6)}", resident_told=chance.random() < 0.5),
        lambda: e.ActionRescheduled(on, f"a{chance.randint(1, 6)}", later, reason=words),
        lambda: e.RemedyOffered(on, f"r{entries}", e.RemedyKind.MONEY, ("p1",), words, amount_pence=chance.randint(0, 50_000)),
        lambda: e.Extended(on, stage, later, reason=words),
        lambda: e.ResponseIssued(on, stage, who),
        lambda: e.EscalationRequested(on, 2, reasons=words),
        lambda: e.EvidenceRecorded(on, f"d{entries}", what=words),
        lambda: e.NotAccepted(on, "legal_proceedings", reason=words),
        lambda: e.ComplaintClosed(on, reason=words),
        lambda: e.ComplaintReopened(on, reason=words),
        lambda: e.OrderMade(on, f"o{entries}", words, later),
        lambda: e.MarkedConfidential(on, tuple(people), reason=words),
        lambda: e.EntryStruckOut(on, chance.randint(1, max(entries, 1)), reason=words),
        lambda: e.EntryCorrected(on, 1, e.ComplaintReceived(day - timedelta(days=chance.randint(0, 9)), in_their_words=words), words),
    )  # fmt: skip
    return chance.choice(possible)()


def tell(house, chance, length):
    """A complaint with up to so many commands, each with a reason, so that only the impossible is refused."""
    day = RECEIVED + timedelta(days=chance.randint(0, 40))
    people = [str(house.callum.id), str(house.dilys.id)]
    first = e.ComplaintReceived(day, person="Asha", in_their_words=chance.choice(WORDS))
    done = perform(Ask(house.landlord.id, (first,), reason="It came late."), house.callum, _at(chance, day))
    assert isinstance(done, Done), done
    number = done.last_number
    for _ in range(length):
        day += timedelta(days=chance.randint(0, 12))
        facts = tuple(fact(chance, day, number, people) for _ in range(chance.choice((1, 1, 2))))
        ask = Ask(house.landlord.id, facts, complaint=done.complaint, expected_number=number, reason="It had to be.")
        answer = perform(ask, house.callum, _at(chance, day))
        if isinstance(answer, Done):
            number = answer.last_number
    return done.complaint


def _at(chance, day):
    return datetime.combine(day, time(chance.randint(0, 23), chance.randint(0, 59)), LONDON)
