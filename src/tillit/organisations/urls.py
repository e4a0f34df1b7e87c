"""Pages of the installation, which belong to no organisation."""

from allauth.account import urls as allauth_account
from django.urls import URLPattern, include, path
from django.views.generic import RedirectView

from tillit.organisations.reading import adopting
from tillit.organisations.reading import views as reading
from tillit.organisations.views import installation, links, security, source

# What has no place here: accounts are made by invitation, and an account's address is its name.
_LEFT_OUT = {
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
ACCOUNT: list[URLPattern] = [
    pattern for pattern in allauth_account.urlpatterns if pattern.name not in _LEFT_OUT
]

urlpatterns = [
    path("", installation.home, name="home"),
    path("start/", installation.start, name="start"),
    path("language", installation.language, name="language"),
    path("les", reading.read, name="read"),
    path("les/", RedirectView.as_view(pattern_name="read")),
    path("les/start", adopting.start, name="read_start"),
    path("kildekode", source.source, name="source"),
    path("host-proof/<str:token>/", installation.host_proof, name="host_proof"),
    path("staff-link/<str:token>/", links.staff_link, name="staff_link"),
    path("account/password/reset/", security.forgotten, name="account_reset_password"),
    # Who has no password yet (let in at the console) gets one by mail, as who has forgotten it.
    path(
        "account/password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("account/second-factor/", security.second_factor, name="second_factor"),
    path("account/", include(ACCOUNT)),
    path("account/2fa/", include("allauth.mfa.urls")),
]
