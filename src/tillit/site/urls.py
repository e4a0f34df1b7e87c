"""An organisation's public pages, but for those of its modules."""

from django.urls import path

from tillit.site import urls_statement, views

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
    *urls_statement.urlpatterns,
]
