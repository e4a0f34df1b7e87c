"""Staff and roles, under the desk."""

from django.urls import path

from tillit.organisations.views import staff

app_name = "organisations_desk"
urlpatterns = [
    path("", staff.staff_list, name="staff"),
    path("export/", staff.export, name="export"),
    path("roles/", staff.roles, name="roles"),
    path("invite/", staff.invite, name="invite"),
    path("<int:pk>/last-day/", staff.last_day, name="last_day"),
    path("<int:pk>/end/", staff.end, name="end"),
    path("<int:pk>/invite-again/", staff.invite_again, name="invite_again"),
]
