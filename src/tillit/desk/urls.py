"""The desk's own screens; each module's are included beside it."""

from django.urls import include, path

from tillit.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("register/", include("tillit.desk.register.urls")),
    path("statement/", include("tillit.desk.statement.urls")),
    path("requests/", include("tillit.desk.requests.urls")),
    path("evidence/", include("tillit.desk.evidence.urls")),
    path("settings/", views.settings, name="settings"),
]
