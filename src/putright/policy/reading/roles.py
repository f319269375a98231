"""Who answers for complaints, what is reported to whom, and how the policy is made known."""

import re

from putright.policy.reading.choosing import CLEAR, LIKELY, Candidate, chosen
from putright.policy.reading.prose import Prose
from putright.policy.reading.rules import Rule, gathered, stated_by
from putright.policy.standing import Publicity, Reports, Roles
from putright.policy.vocabulary import StatedNumber

__all__ = ["publicity_of", "reports_of", "roles_of"]

_TIMES = {
    r"twice (?:a|per|each) year|six[\s-]monthly|every six months|bi-?annual(?:ly)?|half[\s-]yearly": 2,
    r"quarterly|each quarter|every quarter|every three months|four times a year": 4,
    r"monthly|each month|every month": 12,
    r"annual(?:ly)?|once (?:a|per|each) year|every year|each year|yearly": 1,
}
_TIME_PATTERNS = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), times) for words, times in _TIMES.items())

_ROLES = (
    Rule("complaints_officer", r"\b(?P<who>(?:dedicated |specialist |customer |central |trained )?complaints? (?:team|officers?|manager|resolution (?:team|officers?)|handlers?|co-?ordinators?)|customer (?:relations|resolution|feedback|experience|care) team|resolution team)\b[^.;]{0,60}\b(?:responsib\w*|handle\w*|manage\w*|oversee\w*|investigat\w*|co-?ordinat\w*|deal\w*|log\w*)", "<who>", strength=LIKELY),
    Rule("complaints_officer", r"\bwe have a (?P<who>(?:dedicated |specialist )?team)\b[^.;]{0,60}\bcomplaints?", "a complaints team", strength=LIKELY),
    Rule("access_to_all_staff", r"\b(?:access|work\w*(?: closely)?)\b[^.;]{0,50}\b(?:all levels|staff at all|every level|all areas|at all)"),
    Rule("authority_to_settle", r"\b(?:authority|autonomy|empowered)\b[^.;]{0,80}\b(?:resolve|settle|act|decisions?|remed)\w*", unless=r"signed|local authority|written"),
    Rule("senior_lead", r"\b(?P<who>(?:suitably )?senior (?:lead|person|officer|manager)(?: person)?)\b[^.;]{0,90}\b(?:complaint|accountab|oversee|themes|trends)", "a senior lead", strength=LIKELY),
    Rule("senior_lead_finds_themes", r"\b(?:assess|identif|review|analys)\w*\b[^.;]{0,40}\b(?:themes?|trends?)\b[^.;]{0,80}\b(?:systemic|serious risks?|policies and procedures|revision)"),
    Rule("member_responsible", r"\bmember responsible for complaints\b|\bMRC\b|\b(?:member|non-executive|trustee|councillor|cabinet member|board member)\b[^.;]{0,60}\blead responsibility for complaints", "a member of the governing body"),
    Rule("member_informs_governing_body", r"\b(?:member|MRC)\b[^.;]{0,60}\b(?:ensur\w*|responsible for)\b[^.;]{0,50}\b(?:governing body|board|committee|cabinet)\b[^.;]{0,60}\b(?:receiv\w*|inform\w*|regular)|\b(?:governing body|board|cabinet)\b[^.;]{0,40}\breceives? regular information on complaints"),
    Rule("oversight", r"\b(?:overseen|oversight|scrutini[sz]\w*|monitored)\b[^.;]{0,30}\bby\s+(?:the\s+|our\s+|a\s+)?(?P<who>(?-i:[A-Z][\w&'-]*(?:\s+[A-Z&][\w&'-]*){0,4}\s*(?:[Tt]eam|[Pp]anel|[Cc]ommittee|[Gg]roup|[Bb]oard)))", "<who>", strength=LIKELY),
    Rule("standard_objective", r"\b(?:personal|standard|common|performance)\s+objectives?\b[^.;]{0,80}\bcomplaint|\bcomplaint\w*\b[^.;]{0,60}\bstandard objective"),
    Rule("trained", r"\b(?:staff|colleagues|employees|team|handlers?|officers?)\b[^.;]{0,90}\btrain(?:ed|ing)\b|\btrain(?:ed|ing)\b[^.;]{0,70}\b(?:staff|colleagues|employees|team|handlers?|officers?)\b", unless=r"provide examples|legislation"),
    Rule("training_at_induction", r"\b(?:induction|onboarding|new (?:starters?|staff|employees|colleagues))\b[^.;]{0,90}\b(?:train\w*|complaint\w*)|\b(?:train\w*|complaint\w*|this|form part)\b[^.;]{0,90}\b(?:induction|onboarding)", under=""),
)  # fmt: skip
_REPORTS = (
    Rule("annual_report", r"\bannual\b[^.;]{0,30}\b(?:complaints?|performance|service improvement)\b[^.;]{0,60}\breport|\b(?:each|every) year\b[^.;]{0,60}\breports?\b[^.;]{0,40}\bperformance|\bannual report\b[^.;]{0,80}\bcomplaints?|\bcomplaints?\b[^.;]{0,60}\bannual(?:ly)?\b[^.;]{0,20}\breport\b", unless=r"ombudsman'?s? annual report|annual report about our"),
    Rule("to_governing_body", r"\breport(?:s|ed|ing)?\b[^.;]{0,80}\b(?:governing body|board|cabinet|committee)s?\b|\b(?:governing body|board|cabinet)\b[^.;]{0,50}\b(?:receiv\w*|report\w*)"),
    Rule("published", r"\b(?:report|performance|self[\s-]assessment)s?\b[^.;]{0,110}\bpublish\w*|\bpublish\w*\b[^.;]{0,60}\b(?:report|performance|self[\s-]assessment)\b", unless=r"policy is published"),
    Rule("governing_body_response", r"\b(?:governing body|board|cabinet)(?:'s|\u2019s)?\b[^.;]{0,30}\b(?:provide a )?response\b[^.;]{0,60}\b(?:publish|report|alongside)", unless=r"stage"),
    Rule("learning", r"\b(?:learn\w*|lessons?)\b[^.;]{0,70}\bcomplaints?\b|\bcomplaints?\b[^.;]{0,70}\b(?:learn\w*|lessons)\b|\blook\w* beyond\b[^.;]{0,40}\b(?:individual|circumstances)"),
    Rule("self_assessment_yearly", r"\bself[\s-]assess\w*\b[^.;]{0,110}\b(?:annual(?:ly)?|(?:once|each|every|per) (?:a )?year|yearly)|\b(?:annual(?:ly)?|(?:once|each|every) (?:a )?year|yearly)\b[^.;]{0,80}\bself[\s-]assess\w*"),
    Rule("non_compliance_explained", r"\bnon-?\s?compliance\b[^.;]{0,80}\b(?:explain|explanation|inform|publish|action)", unless=r"findings of non-compliance"),
)  # fmt: skip
_PARTS = (
    ("self_assessment", r"annual self[\s-]assessment"),
    ("analysis", r"qualitative|quantitative|analysis of (?:our|the) complaint"),
    ("refusals", r"complaints? (?:we|the landlord|that we) (?:have |has )?refused|refused to accept"),
    ("non_compliance", r"findings of non-?\s?compliance"),
    ("improvements", r"service improvements? (?:made|as a result)"),
    ("ombudsman_report", r"annual report about (?:our|the landlord's|the)"),
    (
        "ombudsman_publications",
        r"(?:other|relevant) (?:relevant )?(?:reports?|publications)[^.;]{0,30}\b(?:produced|by)\b[^.;]{0,20}ombudsman",
    ),
)
_RECEIVES = (
    ("volumes", r"\b(?:volume|number)s?\b[^.;]{0,30}\b(?:categor|outcome|complaints)"),
    ("trends", r"(?:issues and trends|trends (?:arising|and)|reviews of issues)"),
    ("ombudsman_outcomes", r"outcomes? of (?:the )?(?:housing )?ombudsman"),
    ("annual_report", r"annual complaints? performance"),
)
_AFTER = (
    ("restructure", r"restructur"),
    ("merger", r"\bmerger|merge\b"),
    ("change_of_procedures", r"change(?:s)? (?:in|of|to) (?:our |the )?(?:procedure|process|polic)"),
    ("ombudsman_investigation", r"ombudsman (?:investigation|order|determination)"),
)
_SHARED = (
    ("stakeholders", r"stakeholders"),
    ("staff", r"colleagues|\bstaff\b|employees"),
    ("committees", r"committees?\b|\bboards?\b|governance|governing body"),
    ("residents", r"residents?|customers|tenants|involved"),
    ("the public", r"\bpublic\b|website"),
)
_TOLD_IN = (
    ("newsletter", r"newsletters?"),
    ("leaflet", r"leaflets?|booklets?|posters?"),
    ("magazine", r"magazines?"),
    ("letters", r"correspondence|in (?:our|all) letters|customer communications|letters and"),
    ("surveys", r"surveys?"),
    ("video", r"\bvideos?\b"),
    ("tenancy sign-up", r"sign-?up|welcome pack|tenancy agreement|handbook"),
)
_PUBLICITY = (
    Rule("website", r"\b(?:this |our |complaints? |the )?(?:complaints? )?policy\b[^.;]{0,60}\b(?:available|published|found|on)\b[^.;]{0,30}\bwebsite", "the landlord's website", unless=r"compensation|behaviou?r policy|privacy"),
    Rule("ombudsman_and_code", r"\b(?:ombudsman)\b[^.;]{0,80}\b(?:and|with)\b[^.;]{0,30}\bcode\b[^.;]{0,100}|\bcode\b[^.;]{0,60}\b(?:publici[sz]e|promote|leaflet|website|newsletter)", under=r"publici|accessib|aware|promot|policy|publish", unless=r"in line with|compl(?:y|ies|iance)|self[\s-]assess|accordance|adopt|sets out|requires|non-?compliance", strength=LIKELY),
)  # fmt: skip


def roles_of(prose: Prose) -> Roles:
    """Who answers for complaints."""
    return Roles(
        members_responsible=_members(prose),
        training_times_a_year=_times(prose, r"\btrain(?:ed|ing)\b", unless=r"report|board"),
        **stated_by(_ROLES, prose),
    )


def reports_of(prose: Prose) -> Reports:
    """What is reported, to whom, and how the landlord checks itself."""
    return Reports(
        annual_parts=gathered(_PARTS, prose, where=r"annual|each year|yearly|report"),
        governing_body_receives=gathered(
            _RECEIVES, prose, where=r"governing body|board|cabinet|committee|member responsible"
        ),
        times_a_year=_times(
            prose,
            r"\b(?:report\w*|information)\b[^.;]{0,90}\b(?:board|governing body|committee|managers?|cabinet|executive)|\b(?:board|governing body|committee|cabinet)\b[^.;]{0,60}\breport",
            unless=r"train|self-assess|learning|annual complaints performance",
        ),
        learning_times_a_year=_times(
            prose,
            r"\b(?:themes|trends|lessons|learning)\b",
            unless=r"train|annual|board|governing",
            under=r"learn|improv|lesson|monitor",
        ),
        learning_shared_with=gathered(
            _SHARED,
            prose,
            where=r"(?:learn\w*|lessons?|this information)\b[^>]{0,200}\b(?:shar|report|publish|communicat|feed)",
        ),
        self_assessment_after=gathered(_AFTER, prose, where=r"self[\s-]assess"),
        **stated_by(_REPORTS, prose),
    )


def publicity_of(prose: Prose) -> Publicity:
    """How the policy, the Ombudsman and the Code are made known."""
    told = gathered(
        _TOLD_IN,
        prose,
        where=r"publici[sz]|promot|access to (?:our|the) (?:complaints? )?polic|details of (?:our|the|this) (?:complaints? )?(?:polic|process)|aware of (?:our|the|this)|policy (?:details|is available)",
    )
    return Publicity(told_in=told, **stated_by(_PUBLICITY, prose))


def _members(prose: Prose) -> StatedNumber:
    """How many members of the governing body answer for complaints."""
    found = []
    for sentence in prose.sentences:
        if (
            not re.search(
                r"\blead responsibility for complaints|member responsible for complaints", sentence.text, re.IGNORECASE
            )
            or sentence.heading
        ):
            continue
        if re.search(
            r"\b(?:two|2|joint)\b[^.;]{0,40}\b(?:members?|directors?|non-executive|trustees)",
            sentence.text,
            re.IGNORECASE,
        ):
            found.append(Candidate(2, sentence, CLEAR))
        elif re.search(
            r"\b(?:a|an|one|the|our)\b[^.;]{0,40}\b(?:member|director|councillor|trustee|chair)\b",
            sentence.text,
            re.IGNORECASE,
        ):
            found.append(Candidate(1, sentence, LIKELY))
    return chosen(found)


def _times(prose: Prose, about: str, *, unless: str, under: str = "") -> StatedNumber:
    """How many times a year something is done, from the sentence that speaks of it and names an interval."""
    wanted, unwanted, place = (
        re.compile(about, re.IGNORECASE),
        re.compile(unless, re.IGNORECASE),
        re.compile(under, re.IGNORECASE) if under else None,
    )
    found = []
    for sentence in prose.sentences:
        if sentence.heading or not wanted.search(sentence.text) or unwanted.search(sentence.text):
            continue
        if place and not place.search(sentence.around):
            continue
        times = next((number for pattern, number in _TIME_PATTERNS if pattern.search(sentence.text)), None)
        if times is not None:
            found.append(Candidate(times, sentence, LIKELY))
    return chosen(found)
