"""The house of the desk's tests: a landlord with a policy, somebody of every role, residents, complaints at many points of life.

Made once for a run; every test gets a copy of the database file, so what one does no other sees.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from putright import clock
from putright.actions import Ask, Done, perform
from putright.complaint import events as e
from putright.people.models import (
    Authority,
    Contractor,
    Home,
    Landlord,
    Representative,
    Residency,
    Resident,
    Staff,
    Team,
)
from putright.people.roles import Role
from putright.records.models import Entry, Summary
from putright.records.store import as_told, rows, words_of
from putright.sign_in.models import DoorRules
from putright.sign_in.sessions import admit
from putright.sign_in.words import How

PEOPLE = {
    "callum": ("Callum Reid", (Role.COMPLAINTS_OFFICER, Role.HANDLER)),
    "hana": ("Hana Qureshi", (Role.HANDLER,)),
    "dilys": ("Dilys Pryce", (Role.STAGE_2_REVIEWER,)),
    "mona": ("Mona Whitfield", (Role.MANAGER,)),
    "bertram": ("Bertram Shaw", (Role.BUSINESS_REVIEWER,)),
    "rashid": ("Rashid Noor", (Role.CONTRIBUTOR,)),
    "ezra": ("Ezra Cole", (Role.MEMBER_RESPONSIBLE,)),
    "audrey": ("Audrey Finch", (Role.AUDITOR,)),
    "ada": ("Ada Lindqvist", (Role.ADMINISTRATOR,)),
}


class House:
    """What the tests know of it: references by name, people by name, the browsers they are signed in with."""

    def __init__(self):
        self.today = clock.today()
        self.references, self.complaints, self.sessions, self.people = {}, {}, {}, {}

    def ago(self, days):
        """So many days before today."""
        return self.today - timedelta(days=days)

    def ahead(self, days):
        """So many days after today."""
        return self.today + timedelta(days=days)

    def seed(self):
        """Everything, in the database that is in use."""
        self.landlord = self._landlord("Alder Homes", "AH", policy="thrive-2026")
        self.other = self._landlord("Fen Homes", "FH")
        for name, (called, roles) in PEOPLE.items():
            self.people[name] = self._person(self.landlord, name, called, roles)
        self.people["femi"] = self._person(self.other, "femi", "Femi Ade", (Role.COMPLAINTS_OFFICER,))
        self._residents()
        self._complaints()
        for name, person in self.people.items():
            self.sessions[name] = self._session(person)
        return self

    def _landlord(self, name, code, **more):
        landlord = Landlord.objects.create(name=name, code=code, **more)
        DoorRules.objects.create(landlord=landlord, second_factor_required=False)
        return landlord

    def _person(self, landlord, name, called, roles):
        email = f"{name}@{landlord.code.lower()}.example"
        return Staff.objects.create_staff(landlord, email, called, list(roles), started_on=date(2020, 1, 6))

    def _session(self, person):
        request = RequestFactory().get("/")
        request.session = SessionStore()
        admit(request, person, How.PASSWORD, clock.now())
        request.session.save()
        return request.session.session_key

    def _residents(self):
        self.home = Home.objects.create(landlord=self.landlord, address="14 Larch Court, Alderton", postcode="ZZ1 1AA")
        self.home.full_clean()
        self.home.save()
        self.grace, self.tomos, self.noor = (self._resident(*each) for each in (
            ("Grace Okafor", "R1"), ("Tomos ap Rhys", "R2"), ("Noor Rahman", "R3"),
        ))  # fmt: skip
        Residency.objects.create(landlord=self.landlord, resident=self.grace, home=self.home)
        self.repairs = Team.objects.create(landlord=self.landlord, name="Repairs")
        self.firm = Contractor.objects.create(landlord=self.landlord, name="Bright Roofs")
        self.bea = Representative.objects.create(landlord=self.landlord, name="Bea Okafor", kind="family_or_friend")
        Authority.objects.create(
            landlord=self.landlord,
            resident=self.grace,
            representative=self.bea,
            reach="everything",
            given_on=self.ago(90),
        )

    def _resident(self, name, reference):
        row = Resident(landlord=self.landlord, name=name, reference=reference)
        row.full_clean()
        row.save()
        return row

    def do(self, name, *facts, by="callum", **more):
        """Record facts of a complaint, a new one where the name is new; gone on with where it departs from the Code."""
        person = self.people[by]
        at = datetime.combine(self.today, time(0, 1), UTC)
        answer = perform(
            Ask(person.landlord_id, facts, self.complaints.get(name), reason="for the test", again=True, **more),
            person,
            at,
        )
        assert isinstance(answer, Done), answer
        self.complaints[name], self.references[name] = answer.complaint, answer.reference
        return answer

    def received(self, days=4, **more):
        """A receipt from Grace."""
        more = {"person": str(self.grace.pk), "home": str(self.home.pk), "in_their_words": "The mould is back.", **more}
        return e.ComplaintReceived(self.ago(days), e.Channel.TELEPHONE, e.Receiver.STAFF, **more)

    def _complaints(self):
        do, ago, me = self.do, self.ago, str(self.people["callum"].pk)
        point = e.Point("p1", "The mould came back", e.Responsibility.OURS)
        second = e.Point("p2", "Nobody rang before the visits", e.Responsibility.OURS)
        begun = (
            e.ComplaintLogged(ago(3)),
            e.HandlerAssigned(ago(3), me),
            e.DefinitionSet(ago(2), (point, second), "A cure."),
        )
        sent = e.Acknowledged(
            ago(2), 1, ("complaint_definition", "outcomes_sought", "responsibility", "ombudsman_details")
        )
        do("new", self.received(), e.ComplaintLogged(ago(3)))
        do("open", self.received(higher_risk_building=True), *begun, sent)
        do("open", e.ContributionAsked(ago(2), "q1", str(self.repairs.pk), "When were the visits?", self.ahead(3)))
        do("open", e.CommentInvited(ago(2), e.Correspondent.CONTRACTOR), e.ClarificationAsked(ago(2), "Which room?"))
        do("open", e.RemedyOffered(ago(1), "r1", e.RemedyKind.MONEY, ("p1",), "For the visits.", amount_pence=4500))
        do("open", e.ActionPromised(ago(1), "a1", "Survey the wall", str(self.repairs.pk), self.ahead(5)))
        do(
            "open",
            e.ActionPromised(ago(2), "a2", "Ring on Friday", me, ago(1)),
            e.ActionDone(ago(1), "a2", "Rang at ten."),
        )
        do(
            "open",
            e.LetterSent(ago(2), "w1", "acknowledgement_1", e.Channel.LETTER),
            e.MediationOffered(ago(2), taken=True),
        )
        do("open", e.RepresentativeNamed(ago(2), str(self.bea.pk)), e.UpdatesAgreed(ago(2), 1, 5, self.ahead(3)))
        do("open", e.GroupFormed(ago(2), str(self.grace.pk), (str(self.tomos.pk), str(self.noor.pk))))
        do("open", e.ConflictDeclared(ago(1), str(self.people["hana"].pk), "A neighbour of hers."))
        do(
            "open",
            e.AdjustmentAgreed(ago(1), "Large print", self.ahead(90), "a1"),
            e.ChoiceToComplainOffered(ago(4), taken=True),
        )
        do("draft", self.received(), *begun, sent, e.ApprovalAsked(ago(1), 1, str(self.people["bertram"].pk)))
        decided = (e.PointDecided(ago(2), "p1", e.Decision.UPHELD, "So it was.", "", 1, me), e.PointDecided(ago(2), "p2", e.Decision.NOT_UPHELD, "They rang.", "", 1, me))  # fmt: skip
        parts = (
            "stage",
            "complaint_definition",
            "decision",
            "reasons",
            "remedy",
            "outstanding_actions",
            "how_to_escalate",
        )
        answer = e.ResponseIssued(ago(1), 1, me, parts)
        do("answered", self.received(), *begun, sent, *decided, answer)
        do("second", self.received(), *begun, sent, *decided, answer, e.EscalationRequested(ago(0), 2, ("p1",)))
        do("closed", self.received(), *begun, sent, *decided, answer, e.ComplaintClosed(ago(0), "Settled."))
        do("refused", self.received(), e.ComplaintLogged(ago(3)), e.NotAccepted(ago(1), "legal_proceedings", "In court.", "The claim.", True, True, ("reason_for_refusal", "right_to_ombudsman", "ombudsman_details")))  # fmt: skip
        warned = e.BehaviourWarned(ago(3), "Shouted at the desk.")
        limit = e.ContactRestricted(ago(2), "in_writing_only", "Shouting.", "Two calls.", True, self.ahead(30))
        do("limited", self.received(), *begun, sent, warned, limit)
        do("ordered", self.received(), *begun, sent, *decided, answer, e.OmbudsmanEnquired(ago(0), "HO-7"))
        do(
            "ordered",
            e.OmbudsmanEvidenceRequested(ago(0), "e1", self.ahead(9)),
            e.OrderMade(ago(0), "o1", "Pay", self.ahead(9), 5000),
        )
        do("ordered", e.FailureOrderMade(ago(0), "f1", e.FailureOrderType.DELAY_IN_INFORMATION, self.ahead(9)))
        do("secret", self.received(), *begun, e.MarkedConfidential(ago(1), (me,), "About somebody at the office."))
        do("theirs", e.ComplaintReceived(ago(3), in_their_words="Another landlord's."), by="femi")

    def browser(self, name, **more):
        """A browser in which somebody is signed in."""
        client = Client(**more)
        client.cookies["sessionid"] = self.sessions[name]
        from django.conf import settings

        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client

    def address(self, name, slug="", query=""):
        """The address of a complaint, or of a step of it."""
        return f"/desk/complaints/{self.references[name]}/{f'{slug}/' if slug else ''}{query}"

    def facts(self, name):
        """The facts on record of a complaint, in order."""
        landlord = self.other.pk if name == "theirs" else self.landlord.pk
        complaint = self.complaints[name]
        return [each.event for each in as_told(rows(landlord, complaint), words_of(landlord, complaint))]

    def entries(self):
        """How many entries there are, of everybody."""
        return Entry.objects.count()

    def summary(self, reference):
        """The row of a complaint, by its reference."""
        return Summary.objects.get(landlord=self.landlord.pk, reference=reference)
