"""Published self-assessments as rows: what a landlord answers to each provision, compared over years and landlords.

This room is pure: it works on passages and rulebooks and knows no file format. It never guesses a yes.
"""

from putright.self_assessment.comparing import Comparison, PolicyFinding, Step, compare, contradictions
from putright.self_assessment.model import Answer, Row, SelfAssessment
from putright.self_assessment.reading import read

__all__ = [
    "Answer",
    "Comparison",
    "PolicyFinding",
    "Row",
    "SelfAssessment",
    "Step",
    "compare",
    "contradictions",
    "read",
]
