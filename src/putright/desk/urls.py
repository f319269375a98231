"""The addresses of this room."""

from django.urls import URLPattern, URLResolver, include, path

from putright.desk.commands.views import command_view
from putright.desk.complaint.views import complaint_page
from putright.desk.work.views import my_work

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_work, name="work"),
    path("administration/", include("putright.desk.administration.urls")),
    path("complaints/<str:reference>/", complaint_page, name="complaint"),
    path("complaints/<str:reference>/<slug:slug>/", command_view, name="command"),
]
