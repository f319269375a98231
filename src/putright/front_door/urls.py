"""The addresses of this room, each at the only landlord's door, and behind the letters of one of several."""

from django.urls import URLPattern, URLResolver, include, path

from putright.front_door import complain, published
from putright.front_door.follow import views as follow

app_name = "front_door"

_PAGES: list[URLPattern | URLResolver] = [
    path("", published.front, name="start"),
    path("complain/", complain.begin, name="complain"),
    path("ask/", complain.begin_request, name="ask"),
    path("complain/back/", complain.back, name="complain_back"),
    path("complain/back/<str:given>/", complain.back, name="complain_back_with"),
    path("complain/<str:secret>/<slug:page>/", complain.page, name="complain_page"),
    path("follow/", follow.follow, name="follow"),
    path("follow/<str:given>/", follow.follow, name="follow_with"),
    path("complaint/<str:given>/", follow.page, name="complaint"),
    path("complaint/<str:given>/letters/<str:document>/", follow.letter, name="letter"),
    path("complaint/<str:given>/<slug:slug>/", follow.act, name="act"),
    path("help/", published.index, name="pages"),
    path("help/ombudsman/", published.ombudsman, name="ombudsman"),
    path("help/working-days/", published.dates, name="dates"),
    path("help/what-we-keep/", published.privacy, name="privacy"),
    path("help/<slug:slug>/", published.page, name="page"),
]
urlpatterns: list[URLPattern | URLResolver] = [*_PAGES, path("<slug:code>/", include(_PAGES))]
