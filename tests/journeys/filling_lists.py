"""Run by `test_lists_axe`: something in every list of the desk, in the record that `seeding` made."""

import django

django.setup()

import json  # noqa: E402  after Django is set up
import sys  # noqa: E402
from datetime import timedelta  # noqa: E402

from putright import clock  # noqa: E402
from putright.actions import Ask, Done, perform  # noqa: E402
from putright.complaint import events as e  # noqa: E402
from putright.people import models as m  # noqa: E402

today = clock.today()
callum = m.Staff.objects.get(email="callum@alder.example")
alder = callum.landlord
kept = {"landlord": alder}


def ago(days):
    return today - timedelta(days=days)


def fill():
    home = m.Home.objects.create(
        **kept, address="14 Larch Court\nAlderton", postcode="ZZ1 1AA", sought_as="14 larch court"
    )
    grace = m.Resident.objects.create(**kept, name="Grace Okafor", needs="Ring after four.", sought_as="grace okafor")
    m.Residency.objects.create(**kept, resident=grace, home=home, from_on=ago(900))
    m.HeldAs.objects.create(**kept, home=home, tenure="low_cost_rental")
    repairs = m.Team.objects.create(**kept, name="Repairs")
    rashid = m.Staff.objects.get(email="rashid@alder.example")
    m.TeamMember.objects.create(**kept, team=repairs, staff=rashid)
    m.Adjustment.objects.create(**kept, resident=grace, what="Large print", review_on=ago(3))
    limit = m.Restriction.objects.create(
        **kept, resident=grace, limit="set_times", from_on=ago(9), review_on=ago(1), reason="Calls."
    )
    m.Training.objects.create(**kept, staff=callum, on=ago(40), lesson="refresher", about="Saying sorry")
    m.NamedRole.objects.create(**kept, post="senior_lead", name="Mona Whitfield", from_on=ago(400))
    m.SurveyTemplate.objects.create(**kept, name="After a repair", text="How was it?", wider_feedback=True)
    bea = m.Representative.objects.create(**kept, name="Bea Okafor", kind="family_or_friend")
    m.Authority.objects.create(**kept, resident=grace, representative=bea, reach="everything", asked_on=ago(3))
    where = {"person": str(grace.pk), "home": str(home.pk)}
    facts = (
        e.ComplaintReceived(ago(6), in_their_words="The mould is back.", **where),
        e.ComplaintLogged(ago(5)),
        e.HandlerAssigned(ago(5), str(callum.pk)),
        e.Categorised(ago(5), "damp"),
        e.DefinitionSet(ago(5), (e.Point("p1", "The mould came back", e.Responsibility.OURS),), "A cure"),
        e.ContributionAsked(ago(4), "q1", str(repairs.pk), "When were the visits?", ago(1)),
        e.Extended(ago(3), 1, today + timedelta(days=20), "A surveyor has to come."),
        e.ActionPromised(ago(3), "a1", "Survey the wall", str(callum.pk), ago(1)),
        e.ActionPromised(ago(3), "a2", "Ring on Friday", str(callum.pk), ago(2)),
        e.ActionDone(ago(2), "a2", "Rang at ten."),
        e.ConflictDeclared(ago(2), str(rashid.pk), "A neighbour."),
        e.AdjustmentAgreed(ago(2), "Ring twice", None, "a1"),
        e.ContactRestricted(ago(2), "set_times", "Calls.", "", None, ago(1)),
        e.OmbudsmanEnquired(ago(2), "HO-7", "They asked about the mould."),
        e.OmbudsmanEvidenceRequested(ago(2), "e1", ago(1)),
        e.OrderMade(ago(2), "o1", "Pay", today, 5000),
        e.FailureOrderMade(ago(2), "f1", e.FailureOrderType.DELAY_IN_INFORMATION, today + timedelta(days=9)),
        e.Determined(ago(1), "HO-7", (e.PointFinding("p1", e.Outcome.MALADMINISTRATION),)),
    )
    done = perform(Ask(alder.pk, facts, reason="to fill the lists", again=True), callum, clock.now())
    assert isinstance(done, Done), done
    second = perform(
        Ask(
            alder.pk,
            (*facts[:4], e.NotAccepted(ago(1), "legal_proceedings", "In court.")),
            reason="the same",
            again=True,
        ),
        callum,
        clock.now(),
    )
    assert isinstance(second, Done), second
    found = {"grace": grace, "home": home, "callum": callum, "limit": limit}
    json.dump({"complaint": str(done.complaint)} | {name: str(row.pk) for name, row in found.items()}, sys.stdout)


fill()
