"""The residents' page: a landlord's policy in plain English, as text or as a web page, from the data alone.

The engine, the letters and the published policy then cannot disagree. Where the policy is silent on a limit that the
Code sets, the page gives the Code's and says so; on anything else it is silent too.
"""

from putright.policy.show.page import Bullets, Page, Paragraph, Section, Subheading, Terms, residents_page
from putright.policy.show.rendering import as_html, as_text

__all__ = ["Bullets", "Page", "Paragraph", "Section", "Subheading", "Terms", "as_html", "as_text", "residents_page"]
