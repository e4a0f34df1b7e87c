"""An organisation's public pages, but for those of its modules."""

from django.urls import path

from tillit.site import evidence, urls_statement, views

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
    path("personvern/bevis/", evidence.evidence, name="evidence"),
    path("personvern/bevis.json", evidence.evidence_json, name="evidence_json"),
    *urls_statement.urlpatterns,
]
