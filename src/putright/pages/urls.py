"""The addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from putright.pages import appearance, gallery

app_name = "pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("appearance/<uuid:landlord>.css", appearance.colours, name="appearance"),
    path("appearance/<uuid:landlord>/logo", appearance.logo, name="logo"),
    path("gallery/", gallery.gallery, name="gallery"),
]
