"""How the organisation keeps its word, seen from inside."""

from django.urls import path

from tillit.desk.evidence import export, views

urlpatterns = [
    path("", views.evidence, name="evidence"),
    path("deletion/", views.deletion, name="deletion"),
    path("log/", views.log, name="ledger"),
    path("log/export/", export.export, name="ledger_export"),
]
