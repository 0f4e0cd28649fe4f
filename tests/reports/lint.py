"""What the HTML of the paper must keep so that its PDF is PDF/UA: rules a template can break."""

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br", "hr", "input", "col"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Lint(HTMLParser):
    """Collects the faults of one HTML document."""

    def __init__(self, html):
        super().__init__()
        self.faults, self.open, self.levels = [], [], []
        self.ids, self.links, self.cell = [], [], None
        self.wants_title = False
        self.feed(html)
        self.close()
        self.faults += [f"link to nowhere: {link}" for link in self.links if link not in self.ids]
        self.faults += [f"id twice: {one}" for one in set(self.ids) if self.ids.count(one) > 1]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.look(tag, given)
        if given.get("id"):
            self.ids.append(given["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.look(tag, dict(attrs))

    def look(self, tag, given):
        if self.wants_title and tag != "title":
            self.faults.append("svg without a title as its first child")
        self.wants_title = tag == "svg"
        if "a" in self.open:
            self.faults.append(f"<{tag}> inside a link")
        if tag == "a" and given.get("href", "").startswith("#"):
            self.links.append(given["href"][1:])
        if tag == "img" and not given.get("alt"):
            self.faults.append("img without alt")
        if tag in HEADINGS:
            self.heading(int(tag[1]))
        if tag == "th":
            self.header(given)
        if tag in ("th", "td") and "thead" in self.open:
            self.cell = ""
            if tag == "td":
                self.faults.append("td in a header row")
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"style or script on <{tag}>")

    def heading(self, level):
        before = self.levels[-1] if self.levels else 0
        if level > before + 1:
            self.faults.append(f"h{level} after h{before}")
        self.levels.append(level)

    def header(self, given):
        if "colspan" in given:
            self.faults.append("colspan on th")
        if given.get("scope") not in ("col", "row"):
            self.faults.append("th without scope")

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("th", "td") and self.cell is not None:
            if not self.cell.strip():
                self.faults.append("empty cell in a header row")
            self.cell = None
        while tag in self.open and self.open.pop() != tag:
            pass


def faults(html):
    return Lint(html).faults


def css_faults(css):
    """Nested boxes of flex and grid cost the typesetter seconds: the sheet has none at all."""
    return re.findall(
        r"display:\s*(?:inline-)?(?:flex|grid)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    )
