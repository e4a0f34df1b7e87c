"""Staff addresses of membership."""

from django.urls import path

from tillit.memberships.views import desk, export

app_name = "memberships_desk"
urlpatterns = [
    path("", desk.members, name="list"),
    path("export/", export.members, name="export"),
    path("applications/export/", export.applications, name="applications_export"),
    path("applications/", desk.applications, name="applications"),
    path("applications/<uuid:key>/", desk.application, name="application"),
    path("applications/<uuid:key>/accept/", desk.accept, name="accept"),
    path("applications/<uuid:key>/decline/", desk.decline, name="decline"),
    path("add/<uuid:key>/", desk.add, name="add"),
    path("<uuid:key>/leave/", desk.leave, name="leave"),
    path("<uuid:key>/type/", desk.change_type, name="change_type"),
    path("types/", desk.types, name="types"),
    path("types/new/", desk.edit_type, name="new_type"),
    path("types/<slug:key>/", desk.edit_type, name="type"),
]
