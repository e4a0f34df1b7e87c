"""What someone is called is shown as it is written, in a document as on a page; it is never run."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typst

from tests import factories
from tests.portal.conftest import log_in
from tillit.privacy.statement.render import document

pytestmark = pytest.mark.django_db
CODE = '#set page(width: 1cm) #read("/etc/passwd") #panic("x") *x* _y_ $z$ @w <v> `u` \\ // t'
NAMES = {
    "code": CODE,
    "emoji": "Kari 🧑‍🚀 😀",
    "right to left": "\u202e كاري קארי",
    "chinese": "王小明",
    "many marks": "Z\u0351\u034b\u0321algo",
    "control": "Ka\x07ri\x1b[31m",
    "nowhere": "Kari\ufffe\U0010ffff",
    "very long": "æ" * 10_000,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_copy_of_what_is_held_can_be_had_by_anyone_whatever_they_are_called(name: str) -> None:
    own = factories.organisation()
    person = factories.person(own, first_name=name[:100], workplace=name[:200])
    browser = log_in(own, person.email)

    answer = browser.post(factories.at(own, "portal:download", "pdf"))

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_statement_and_record_are_made_whatever_the_organisation_is_called(
    name: str, client: Any
) -> None:
    own = factories.organisation()
    controller = factories.register_document(own)["controller"] | {"name": name[:200]}
    factories.adopted_register(own, controller=controller)

    for kind in ("erklaering", "protokoll"):
        answer = client.get(factories.at(own, "site:statement_file", kind, "nb", "pdf"))
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")


def test_the_document_holds_the_text_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []

    def noted(*arguments: Any, **options: Any) -> bytes:
        given.append(options)
        return b"%PDF"

    monkeypatch.setattr(typst, "compile", noted)
    section = {"title": CODE, "sentences": [document.item(CODE, CODE)], "sections": []}
    document.pdf(title=CODE, name=CODE, language="nb", stamp=CODE, sections=[section])

    found = typst.query(
        str(document.TEMPLATE), "heading", sys_inputs=given[0]["sys_inputs"], root=given[0]["root"]
    )

    headings = [each["body"] for each in json.loads(found)]
    assert headings == [{"func": "text", "text": CODE}] * 2
