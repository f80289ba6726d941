"""Direct statements as schema.org Quotations (https://schema.org/Quotation), in JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.export.addresses import actor_iri, statement_iri, text_iri, web_address, wikidata_id
from onrecord.export.dates import iso_date
from onrecord.export.documents import Exported, by_document
from onrecord.export.kinds import Kinds
from onrecord.export.lists import json_with_list
from onrecord.export.rows import GAP
from onrecord.records import ActorKind, ActorReference, Kind
from onrecord.store import Record
from onrecord.store.rows import RecordedStatement

# A creator is a person or an organisation there; a country speaks through its government.
_TYPES = {ActorKind.PERSON: "Person", ActorKind.COUNTRY: "GovernmentOrganization"}


def quotations(record: Record, found: Iterable[RecordedStatement]) -> Iterator[str]:
    """One JSON-LD document, in parts.

    A quotation is in the speaker's own words, so that indirect and mixed statements are left out.
    """
    kinds = Kinds(record)
    direct = (statement for statement in found if statement.statement.kind is Kind.DIRECT)
    items = (
        _quotation(exported, statement, kinds)
        for exported in by_document(record, direct)
        for statement in exported.items
    )
    return json_with_list({"@context": "https://schema.org"}, "@graph", items)


def _quotation(
    exported: Exported[RecordedStatement], recorded: RecordedStatement, kinds: Kinds
) -> dict[str, Any]:
    label = recorded.document
    quotation: dict[str, Any] = {
        "@type": "Quotation",
        "@id": statement_iri(label.id, recorded.statement.id),
        "text": GAP.join(recorded.words["content"]),
        "inLanguage": label.language,
        "isPartOf": _article(exported),
    }
    if recorded.speaker:
        quotation["creator"] = _creator(recorded.speaker, kinds)
    return quotation


def _creator(actor: ActorReference, kinds: Kinds) -> dict[str, Any]:
    address = {"sameAs": actor_iri(actor.id)} if wikidata_id(actor.id) else {}
    kind = kinds.of(actor.id)
    return {
        "@type": _TYPES.get(kind, "Organization") if kind else "Person",
        "@id": actor_iri(actor.id),
        "name": actor.name,
        **address,
    }


def _article(exported: Exported[RecordedStatement]) -> dict[str, Any]:
    label, document = exported.label, exported.recorded.document
    given: dict[str, Any] = {
        "headline": label.title,
        "url": web_address(label.url),
        "datePublished": iso_date(label.published),
        "publisher": label.outlet and {"@type": "Organization", "name": label.outlet},
        "author": [{"@type": "Person", "name": author} for author in document.authors],
    }
    return {
        "@type": "NewsArticle",
        "@id": text_iri(exported.recorded.text_sha256),
        "inLanguage": label.language,
        **{name: value for name, value in given.items() if value},
    }
