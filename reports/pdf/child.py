"""The child process that typesets one report, with limits, and with nothing to fetch from.

It runs as a file of its own (``python -I child.py``), knows no project and no database, and reads
one order from standard input: a line of JSON, then the HTML and the files it names, back to back.
Out comes a line of JSON, then the PDF. The HTML may only ask for those files (``asset:``
addresses); network and disk are refused, and every refusal and every complaint is told.
"""

from __future__ import annotations

import ctypes.util
import gc
import hashlib
import json
import logging
import resource
import sys
import warnings
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO
from xml.etree import ElementTree

# Photos are 1600 pixels wide when they come here; this is far beyond, and far below a bomb.
MAX_PIXELS = 25_000_000
MAX_FILE = 256 * 1024 * 1024
# For the archive (PDF/A-3a), and by ``also_accessible`` for everybody (PDF/UA-1) in the same file.
OPTIONS = {"pdf_variant": "pdf/a-3a"}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
# An archive file must describe every name in its metadata that the standard does not know.
PDF_UA_DESCRIBED = f"""<rdf:RDF xmlns:rdf="{RDF}"
  xmlns:e="http://www.aiim.org/pdfa/ns/extension/" xmlns:s="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:p="http://www.aiim.org/pdfa/ns/property#" xmlns:pdfuaid="{PDF_UA}">
  <rdf:Description rdf:about="" pdfuaid:part="1"/>
  <rdf:Description rdf:about=""><e:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <s:schema>PDF/UA identification</s:schema><s:namespaceURI>{PDF_UA}</s:namespaceURI>
    <s:prefix>pdfuaid</s:prefix>
    <s:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <p:name>part</p:name><p:valueType>Integer</p:valueType><p:category>internal</p:category>
      <p:description>The part of ISO 14289 that the file follows</p:description>
    </rdf:li></rdf:Seq></s:property>
  </rdf:li></rdf:Bag></e:schemas></rdf:Description>
</rdf:RDF>"""
# What the archive standard wants them to be called.
PREFIXES = {
    "pdfuaid": PDF_UA,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def limit_ourselves(seconds: int, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Collected(logging.Handler):
    """What WeasyPrint complained about, each complaint once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message not in self.messages:
            self.messages.append(message)


@cache
def shortcuts() -> Any:
    """The file beside this one: alone as we are, there is no package to import it from."""
    module = ModuleType("shortcuts")
    path = str(Path(__file__).with_name("shortcuts.py"))
    SourceFileLoader("shortcuts", path).exec_module(module)
    return module


def laid_out(html: str, assets: Mapping[str, tuple[str, bytes]]) -> Any:
    """WeasyPrint's document with its pages. ``assets``: address → type, bytes."""
    from PIL import Image
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Serves what came with the order, and refuses every other address."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url not in assets:
                raise ValueError(f"refused: {url[:200]}")
            kind, body = assets[url]
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    return shortcuts().page(html, AssetFetcher()).render(**OPTIONS)


def also_accessible(document: Any) -> None:
    """Say in the metadata that the file keeps PDF/UA-1 too: it names one standard by itself."""
    plain = document.metadata.generate_rdf_metadata

    def both(variant: str, version: int, conformance: str) -> bytes:
        for prefix, address in PREFIXES.items():
            ElementTree.register_namespace(prefix, address)
        # Both are texts of our own.
        found = ElementTree.fromstring(plain(variant, version, conformance))  # noqa: S314
        found.extend(ElementTree.fromstring(PDF_UA_DESCRIBED))  # noqa: S314
        whole: bytes = ElementTree.tostring(found, encoding="utf-8")
        return whole

    document.metadata.generate_rdf_metadata = both


def enclosed(order: Mapping[str, Any], assets: Mapping[str, tuple[str, bytes]]) -> list[Any]:
    """The files that travel inside the PDF. Their time is the report's, not the clock's."""
    import weasyprint

    return [
        weasyprint.Attachment(
            string=assets[one["address"]][1],
            name=one["name"],
            description=one["description"],
            relationship=one["relationship"],
            created=datetime.fromisoformat(one["time"]),
            modified=datetime.fromisoformat(one["time"]),
        )
        for one in order["enclosures"]
    ]


def typeset(
    html: str, assets: Mapping[str, tuple[str, bytes]], order: Mapping[str, Any]
) -> tuple[bytes, int, list[str]]:
    """The PDF, its number of pages, and the complaints."""
    collected = Collected()
    logging.getLogger("weasyprint").handlers = [collected]
    document = laid_out(html, assets)
    also_accessible(document)
    # A name made of the content: the same report is the same file, to the byte.
    digest = hashlib.sha256(html.encode())
    for address in sorted(assets):
        digest.update(address.encode() + assets[address][1])
    pdf: bytes = document.write_pdf(
        pdf_identifier=digest.digest()[:16], attachments=enclosed(order, assets), **OPTIONS
    )
    return pdf, len(document.pages), collected.messages


def teach(language: str, patterns: str) -> None:
    """Give the typesetter the hyphenation of a language that it does not know."""
    import pyphen

    path = Path(f"hyph_{language}.dic").absolute()
    path.write_text(patterns, encoding="utf-8")
    pyphen.LANGUAGES[language] = path
    pyphen.LANGUAGES_LOWERCASE[language] = language


def read_order(
    stream: BinaryIO,
) -> tuple[str, dict[str, tuple[str, bytes]], Mapping[str, Any]]:
    head = json.loads(stream.readline())
    for language, patterns in head["patterns"].items():
        teach(language, patterns)
    html = stream.read(head["html"]).decode()
    assets = {address: (kind, stream.read(size)) for address, kind, size in head["assets"]}
    return html, assets, head


def unsearched(name: str) -> str | None:
    return None


def load_typesetter() -> None:
    """Import WeasyPrint. It asks for each library by several names, and for every wrong one Python
    would start ldconfig, a compiler and a linker to search: a fifth of a second, and programmes
    that have no business here. The right names are found without a search."""
    search = ctypes.util.find_library
    ctypes.util.find_library = unsearched
    try:
        import weasyprint  # noqa: F401
    finally:
        ctypes.util.find_library = search


def main() -> None:
    # The process ends with the report: collecting garbage would cost a fifth of its time.
    gc.disable()
    limit_ourselves(int(sys.argv[1]), int(sys.argv[2]))
    # Before the order comes: the parent is still writing the HTML meanwhile.
    load_typesetter()
    shortcuts().take()
    html, assets, order = read_order(sys.stdin.buffer)
    pdf, pages, error = b"", 0, ""
    messages: list[str] = []
    try:
        pdf, pages, messages = typeset(html, assets, order)
    except MemoryError:
        error = "memory"
    except RecursionError:
        error = "nesting"
    except Exception as fault:  # noqa: BLE001 - whatever it was, the parent must be told
        error = f"{type(fault).__name__}: {fault}"
    head = {"error": error, "size": len(pdf), "pages": pages, "messages": messages}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + pdf)


if __name__ == "__main__":
    main()
