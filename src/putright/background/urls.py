"""The addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from putright.background.health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
