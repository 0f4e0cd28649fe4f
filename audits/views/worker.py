"""The service worker and the manifest: what makes the product stand on a tablet by itself."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.management.scripts import BUNDLES

WORKER = "js/tablet/worker.js"
# What the worker itself runs beside its own file, and a library that pages name by itself.
PAGES = "js/tablet/pages.js"
IDB = "idb/umd.js"
# Everything that an auditor's pages name, as patterns below static/; a test holds it complete.
ASSETS = (
    *(f"css/{name}.css" for name in ("tokens", "base", "core", "fields", "bar", "components")),
    *(
        "css/scores.css",
        "css/content.css",
        "css/forms.css",
        "css/tablet.css",
        "css/visit*.css",
        "css/photos.css",
        "css/sheet.css",
        "css/panel.css",
        "css/annotate.css",
        "css/notes.css",
        "css/stamps.css",
    ),
    *("js/theme*.js", "js/menu.js", "js/visit*.js", "js/tablet/*.js"),
    *("img/icons.svg", "img/mark.svg", "img/notes.svg", "img/app-*.png"),
)
FACES = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')
# The switch that takes the worker off every tablet, should it ever do harm.
GONE = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
  for (const page of await self.clients.matchAll({ type: "window" })) page.navigate(page.url);
})()));
"""


def found(name: str) -> Path:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path)


def assets() -> list[str]:
    """The static files of an auditor's pages, their typefaces among them."""
    root = settings.BASE_DIR / "static"
    files = sorted({path for pattern in ASSETS for path in root.glob(pattern)})
    names = [str(path.relative_to(root)) for path in files]
    faces = FACES.findall(found("css/tokens.css").read_text())
    return [name for name in (*BUNDLES, IDB, *names, *faces) if name != WORKER]


@cache
def kept_build() -> str:
    return build()


def build() -> str:
    """Changes when any file of a page changes."""
    digest = hashlib.sha256()
    for name in (WORKER, *assets()):
        digest.update(static(name).encode())
        digest.update(found(name).read_bytes())
    return digest.hexdigest()[:16]


def head() -> dict[str, Any]:
    """The constants that worker.js expects."""
    return {
        "BUILD": build() if settings.DEBUG else kept_build(),
        "ASSETS": [static(name) for name in assets()],
        "STATIC": settings.STATIC_URL,
        "DEBUG": settings.DEBUG,
        "OFFLINE": render_to_string("audits/offline.html", {"list": reverse("audits:visit-list")}),
    }


def source() -> str:
    lines = [f"const {name} = {json.dumps(value)};" for name, value in head().items()]
    visits = re.escape(reverse("audits:visit-list"))
    parts = r"\d+/((expectation|start|closing|review|stamps|stages/[^/]+)/)?"
    pages = f"^({visits}({parts})?|/notes/)$"
    lines.append(f"const PAGE = new RegExp({json.dumps(pages)});")
    lines.append(f"importScripts({json.dumps(static(PAGES))});")
    return "\n".join([*lines, found(WORKER).read_text()])


@require_http_methods(["GET"])
def worker(request: HttpRequest) -> HttpResponse:
    text = source() if settings.TABLET_WORKER else GONE
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    return {
        "src": static(f"img/app-{name}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


@require_http_methods(["GET"])
def manifest(request: HttpRequest) -> HttpResponse:
    visits = reverse("audits:visit-list")
    data = {
        "name": "Journeyaudit",
        "short_name": "Journeyaudit",
        "description": _("Visits filled in anywhere, with or without a network."),
        "id": visits,
        "start_url": visits,
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f1ea",
        "theme_color": "#0c3b38",
        "icons": [icon("192", 192), icon("512", 512), icon("maskable", 512, "maskable")],
    }
    response = JsonResponse(data, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response
