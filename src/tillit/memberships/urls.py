"""Public addresses of membership, in Norwegian."""

from django.urls import path

from tillit.memberships.views import public

app_name = "memberships"
urlpatterns = [
    path("bli-medlem/", public.join, name="join"),
    path("bli-medlem/sendt/", public.sent, name="sent"),
    path("bli-medlem/bekreft/<uuid:key>/", public.confirm, name="confirm"),
    path("medlemmer/", public.directory, name="directory"),
    path("medlemmer/<uuid:key>/bilde/", public.picture, name="picture"),
]
