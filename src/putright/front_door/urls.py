"""The addresses of this room, each at the only landlord's door, and behind the letters of one of several."""

from django.urls import URLPattern, URLResolver, include, path

from putright.front_door import complain, published
from putright.front_door.follow import views as follow
from putright.front_door.saying import ENGLISH, languages

app_name = "front_door"

_PAGES = (
    ("", published.front, "start"),
    ("complain/", complain.begin, "complain"),
    ("ask/", complain.begin_request, "ask"),
    ("complain/back/", complain.back, "complain_back"),
    ("complain/back/<str:given>/", complain.back, "complain_back_with"),
    ("complain/<str:secret>/<slug:page>/", complain.page, "complain_page"),
    ("follow/", follow.follow, "follow"),
    ("follow/<str:given>/", follow.follow, "follow_with"),
    ("complaint/<str:given>/", follow.page, "complaint"),
    ("complaint/<str:given>/letters/<str:document>/", follow.letter, "letter"),
    ("complaint/<str:given>/<slug:slug>/", follow.act, "act"),
    ("help/", published.index, "pages"),
    ("help/ombudsman/", published.ombudsman, "ombudsman"),
    ("help/working-days/", published.dates, "dates"),
    ("help/what-we-keep/", published.privacy, "privacy"),
    ("help/<slug:slug>/", published.page, "page"),
)


def _pages(*, named: bool = False) -> list[URLPattern | URLResolver]:
    """Only those that stand by themselves go by a name: `Doorway.address` puts the rest of an address before it."""
    return [path(route, view, name=name if named else None) for route, view, name in _PAGES]


def _others() -> list[URLPattern | URLResolver]:
    return [path(f"{each}/", include(_pages()), {"language": each}) for each in languages() if each != ENGLISH]


urlpatterns: list[URLPattern | URLResolver] = [
    *_pages(named=True),
    *_others(),
    path("<slug:code>/", include([*_pages(), *_others()])),
]
