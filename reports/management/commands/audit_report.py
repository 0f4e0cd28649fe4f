"""The client's report of an audit, as a PDF."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accounts.models import Language
from audits.bundle import Bundle
from audits.management.bundles import STREAM, BundleCommand
from audits.models import Audit
from audits.queries.bundle import MixedVersionsError, stored_bundle
from reports.document import ReportDocument, Wishes, build_document
from reports.pdf import PdfError, Renderer, report_page
from reports.queries import audit_photos, photo_bytes

NO_PHOTOS: Mapping[str, bytes] = {}


class Command(BundleCommand):
    help = (
        "Writes the client's report of an audit as a PDF.\n\n"
        "SOURCE is an audit bundle (docs/bundle.md), which needs no database and has no photos,\n"
        "or the key of a stored audit, whose approved visits are told with their photos. What a\n"
        "consultant wrote stands in the reports of the web pages, not here."
    )
    epilog = (
        "A faulty bundle ends with exit status 1 and every fault on a line of standard error.\n\n"
        "examples:\n"
        "  manage.py audit_report satama.json --output report.pdf\n"
        "  manage.py audit_report satama-2026-1 --output raport.pdf --language sv"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", metavar="SOURCE", help="a bundle file, - for standard input, or a key"
        )
        parser.add_argument("--output", required=True, metavar="OUT", help="the PDF to write")
        parser.add_argument(
            "--language", choices=Language.values, default="", help="default: the client's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, language = options["source"], options["language"]
        # The renderer loads its fonts while the bundle is read.
        with Renderer() as renderer:
            if source == STREAM or Path(source).exists():
                bundle = self.read(source, options["verbosity"])
                document, photos = self.of_file(bundle, language)
            else:
                document, photos = self.of_store(source, language)
            self.say(options, f"Typesetting {len(document.visits)} visits …")
            page = report_page(document, photos)
            try:
                rendered = renderer.render(page.html, page.assets)
            except PdfError as error:
                self.refuse([error])
        try:
            Path(options["output"]).write_bytes(rendered.pdf)
        except OSError as error:
            self.refuse([f"{options['output']}: {error.strerror}"])
        self.say(options, f"{options['output']}: {rendered.pages} pages")

    def say(self, options: Mapping[str, Any], text: str) -> None:
        if options["verbosity"]:
            self.stderr.write(text)

    @staticmethod
    def of_file(bundle: Bundle, language: str) -> tuple[ReportDocument, Mapping[str, bytes]]:
        return build_document(bundle, Wishes(language=language)), NO_PHOTOS

    def of_store(self, key: str, language: str) -> tuple[ReportDocument, Mapping[str, bytes]]:
        audits = Audit.objects.select_related("client", "checklist_version")
        audit = audits.filter(key=key).first()
        if audit is None:
            self.refuse([f"There is no file and no audit called {key}."])
        try:
            bundle = stored_bundle(audit)
        except MixedVersionsError as error:
            self.refuse([error])
        wishes = Wishes(language=language, photos=audit_photos(audit))
        document = build_document(bundle, wishes)
        return document, photo_bytes(audit, document)
