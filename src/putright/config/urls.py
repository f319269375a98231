"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("putright.pages.urls")),
    path("sign-in/", include("putright.sign_in.urls")),
    path("desk/", include("putright.desk.urls")),
]
