"""Addresses of Min side, in Norwegian."""

from django.urls import path

from tillit.portal.views import card, login, membership, own, requests

app_name = "portal"
urlpatterns = [
    path("", own.front, name="front"),
    path("logg-inn/", login.login, name="login"),
    path("kode/<uuid:key>/", login.code, name="code"),
    path("logg-ut/", login.logout, name="logout"),
    path("logg/", own.log, name="log"),
    path("last-ned/<str:suffix>/", own.download, name="download"),
    path("kort/<uuid:key>/", card.card, name="card"),
    path("kort/<uuid:key>/bilde/", card.change_picture, name="change_picture"),
    path("kort/<uuid:key>/bilde.jpg", card.picture, name="picture"),
    path("e-post/", card.address, name="address"),
    path("e-post/<uuid:key>/", card.address_code, name="address_code"),
    path("medlemsliste/<uuid:key>/", membership.directory, name="directory"),
    path("meld-ut/<uuid:key>/", membership.leave, name="leave"),
    path("krav/", requests.requests, name="requests"),
    path("krav/nytt/", requests.choose, name="request_new"),
    path("krav/nytt/<str:kind>/", requests.ask, name="request_ask"),
    path("krav/<uuid:key>/", requests.one, name="request"),
]
