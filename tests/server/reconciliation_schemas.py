"""JSON Schemas of the Reconciliation Service API, written after the specification of each version.

They are stricter than the published ones: no field that the specification does not name is allowed,
and identifiers and names may not be empty, as its text says.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
https://reconciliation-api.github.io/specs/1.0-draft/
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

FULL: Schema = {"type": "string", "minLength": 1}
STRING: Schema = {"type": "string"}
URL: Schema = {"type": "string", "pattern": "^https?://"}
LANG: Schema = {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
DIR: Schema = {"enum": ["ltr", "rtl", "auto"]}


def record(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "required": sorted(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def array(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def template(*, doubled: bool) -> Schema:
    pattern = r"^https?://.*\{\{id\}\}" if doubled else r"^https?://[^{]*\{[+#./;?&]?id\}"
    return record({"url": {"type": "string", "pattern": pattern}})


TYPE = record({"id": FULL, "name": FULL}, {"description": STRING, "broader": {"type": "array"}})
VALUE = {"type": ["boolean", "number"]}
CANDIDATE = record(
    {
        "id": FULL,
        "name": FULL,
        "type": array(record({"id": FULL, "name": FULL})),
        "match": {"type": "boolean"},
    },
    {
        "description": STRING,
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "features": array(record({"id": FULL, "name": FULL, "value": VALUE})),
        "lang": LANG,
        "dir": DIR,
    },
)
SUGGESTED_ENTITIES = record(
    {"result": array(record({"id": FULL, "name": FULL}, {"description": STRING, "notable": array(TYPE)}))}
)
SUGGESTED = record({"result": array(record({"id": FULL, "name": FULL}, {"description": STRING}))})
FLYOUT = record({"id": FULL, "html": FULL})
PROPOSAL = record(
    {"properties": array(record({"id": FULL, "name": FULL}, {"description": STRING}))},
    {"type": STRING, "limit": {"type": "integer"}},
)
META = array(record({"id": FULL, "name": FULL}, {"type": TYPE, "service": URL}))


def cell(*, tagged: bool) -> Schema:
    tags = {"lang": LANG, "dir": DIR} if tagged else {}
    return {
        "oneOf": [
            {"type": "object", "maxProperties": 0},
            record({"id": FULL, "name": FULL}, {"description": STRING, **tags}),
            record({"str": STRING}, tags),
            record({"float": {"type": "number"}}),
            record({"int": {"type": "integer"}}),
            record({"date": {"type": "string", "pattern": r"^-?\d{4,}-\d\d-\d\dT"}}),
        ]
    }


COMMON = {
    "documentation": URL,
    "logo": URL,
    "serviceVersion": STRING,
    "defaultTypes": array(TYPE, uniqueItems=True),
    "batchSize": {"type": "integer", "minimum": 1},
}


def setting(identity: str, label: str, help_text: str) -> Schema:
    return record(
        {identity: FULL, label: FULL, "type": {"enum": ["number", "text", "checkbox", "select"]}},
        {"default": {}, help_text: STRING, "choices": {"type": "array"}},
    )


PATH = record({"service_url": URL, "service_path": {"type": "string", "pattern": "^/"}})
SUGGEST_SERVICE = record(
    {"service_url": URL, "service_path": {"type": "string", "pattern": "^/"}},
    {"flyout_service_url": URL, "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"}},
)

OLD: dict[str, Schema] = {
    "manifest": record(
        {
            "versions": array(FULL, contains={"const": "0.2"}),
            "name": FULL,
            "identifierSpace": URL,
            "schemaSpace": URL,
        },
        {
            **COMMON,
            "view": template(doubled=True),
            "feature_view": template(doubled=True),
            "preview": record(
                {
                    "url": {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"},
                    "width": {"type": "integer"},
                    "height": {"type": "integer"},
                }
            ),
            "suggest": record(
                {}, {"entity": SUGGEST_SERVICE, "type": SUGGEST_SERVICE, "property": SUGGEST_SERVICE}
            ),
            "extend": record(
                {},
                {
                    "propose_properties": PATH,
                    "property_settings": array(setting("name", "label", "help_text")),
                },
            ),
        },
    ),
    "results": {
        "type": "object",
        "additionalProperties": record({"result": array({**CANDIDATE, "required": ["id", "name", "score"]})}),
    },
    "extension": record(
        {
            "meta": META,
            "rows": {
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": array(cell(tagged=False))},
            },
        }
    ),
}

DRAFT: dict[str, Schema] = {
    "manifest": record(
        {
            "versions": array(FULL, contains={"const": "1.0-draft"}),
            "name": FULL,
            "view": template(doubled=False),
        },
        {
            **COMMON,
            "featureView": template(doubled=False),
            "preview": record({"width": {"type": "integer"}, "height": {"type": "integer"}}),
            "suggest": record({key: {"type": "boolean"} for key in ("entity", "type", "property")}),
            "extend": record(
                {},
                {
                    "proposeProperties": {"type": "boolean"},
                    "propertySettings": array(setting("id", "name", "helpText")),
                },
            ),
            "standardizedScore": {"type": "boolean"},
            "lang": LANG,
            "dir": DIR,
        },
    ),
    "results": record({"results": array(record({"candidates": array(CANDIDATE)}))}),
    "extension": record(
        {
            "meta": META,
            "rows": array(
                record(
                    {
                        "id": FULL,
                        "properties": array(record({"id": STRING, "values": array(cell(tagged=True))})),
                    }
                )
            ),
        }
    ),
}
