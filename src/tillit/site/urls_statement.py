"""The statement and what goes with it, in the namespace of the public pages."""

from django.urls import URLPattern, path, register_converter

from tillit.privacy.statement.render import PROTOCOL, STATEMENT
from tillit.site import processing, statement


class LanguageConverter:
    """A language a statement is written in, as the first part of an address of its own."""

    regex = "nb|nn|en"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DocumentConverter(LanguageConverter):
    """A document that can be had as a file."""

    regex = f"{STATEMENT}|{PROTOCOL}"


register_converter(LanguageConverter, "language")
register_converter(DocumentConverter, "document")

urlpatterns: list[URLPattern] = [
    path("personvern/", statement.show, name="statement"),
    path("personvern/<language:language>/", statement.show, name="statement_in"),
    path("personvern/historikk/", statement.history, name="statement_history"),
    path("personvern/historikk/<int:number>/", statement.show_version, name="statement_version"),
    path(
        "personvern/historikk/<int:number>/<language:language>/",
        statement.show_version,
        name="statement_version_in",
    ),
    path(
        "personvern/historikk/<int:older>/mot/<int:newer>/",
        statement.difference,
        name="difference",
    ),
    path(
        "personvern/<document:name>.<language:language>.<slug:suffix>",
        processing.statement_file,
        name="statement_file",
    ),
    path("personvern/behandlinger/", processing.processing, name="processing"),
    path("personvern/regler/", statement.rules, name="rules"),
]
