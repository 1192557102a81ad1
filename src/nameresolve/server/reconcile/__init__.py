"""The Reconciliation Service API of the W3C community group, versions 0.2 and 1.0-draft.

OpenRefine and other clients send names and get ranked candidates, previews, suggestions and values:

    /reconcile/0.2          manifest, queries and data extension, as forms; suggest, preview, flyout
    /reconcile/1.0-draft    manifest; /match, /suggest/..., /preview, /extend and /extend/propose, as JSON
"""

from __future__ import annotations

from nameresolve.server.reconcile.routes import reconcile_routes

__all__ = ["reconcile_routes"]
