"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("putright.background.urls")),
    path("", include("putright.pages.urls")),
    path("sign-in/", include("putright.sign_in.urls")),
    path("desk/", include("putright.desk.urls")),
    path("", include("putright.front_door.urls")),  # last: behind it stand the letters of landlords
]

handler400 = "putright.pages.errors.not_understood"
handler403 = "putright.pages.errors.not_yours"
handler404 = "putright.pages.errors.not_there"
handler500 = "putright.pages.errors.our_fault"
