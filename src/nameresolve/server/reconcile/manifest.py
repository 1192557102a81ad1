"""What the service says of itself, in both versions of the API."""

from __future__ import annotations

from typing import Any

import nameresolve as nr
from nameresolve.model import KINDS
from nameresolve.server.limits import Limits
from nameresolve.server.reconcile.preview import HEIGHT, WIDTH
from nameresolve.server.reconcile.vocabulary import type_as_json

__all__ = ["draft_manifest", "old_manifest"]

NAME = "nameresolve"
_LANGUAGE_HELP = "BCP 47 tag such as kk; keeps the forms of that language."


def _common(base: str, limits: Limits) -> dict[str, Any]:
    return {
        "name": NAME,
        "documentation": f"{base}/",
        "logo": f"{base}/assets/icon.svg",
        "serviceVersion": nr.__version__,
        "defaultTypes": [type_as_json(kind) for kind in KINDS],
        "batchSize": limits.batch,
    }


def old_manifest(base: str, limits: Limits) -> dict[str, Any]:
    """Return the manifest of version 0.2; `base` is the address of the whole service."""
    endpoint = f"{base}/reconcile/0.2"
    suggest = {
        what: {
            "service_url": endpoint,
            "service_path": f"/suggest/{what}",
            "flyout_service_url": endpoint,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }
        for what in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        **_common(base, limits),
        "identifierSpace": f"{base}/entity/",
        "schemaSpace": f"{base}/type/",
        "view": {"url": f"{base}/entity/{{{{id}}}}"},
        "preview": {"url": f"{endpoint}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": endpoint, "service_path": "/extend/propose"},
            "property_settings": [
                {
                    "name": "language",
                    "label": "Language of forms",
                    "type": "text",
                    "default": "",
                    "help_text": _LANGUAGE_HELP,
                }
            ],
        },
    }


def draft_manifest(base: str, limits: Limits) -> dict[str, Any]:
    """Return the manifest of version 1.0-draft."""
    return {
        "versions": ["1.0-draft"],
        **_common(base, limits),
        "view": {"url": f"{base}/entity/{{id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "type": True, "property": True},
        "standardizedScore": True,
        "lang": "en",
        "extend": {
            "proposeProperties": True,
            "propertySettings": [
                {
                    "id": "language",
                    "name": "Language of forms",
                    "type": "text",
                    "default": "",
                    "helpText": _LANGUAGE_HELP,
                }
            ],
        },
    }
