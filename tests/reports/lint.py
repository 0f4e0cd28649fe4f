"""What the HTML of the paper must keep so that its PDF is PDF/UA: rules a template can break.

Each was found with documents of a single question before the judge: a language and a name; pictures
and drawings told in words, none of them empty; headings from h1 on without a step left out; links
of words alone; tables in which every column has a header of its own, with words and never wider.
"""

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
        self.wants_title, self.table, self.title = False, None, None
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
        self.page(tag, given)
        if tag == "img" and not given.get("alt"):
            self.faults.append("img without alt")
        if tag in HEADINGS:
            self.heading(int(tag[1]))
        if tag == "th":
            self.header(given)
        self.column(tag, given)
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

    def link(self, href):
        if href.startswith("#"):
            self.links.append(href[1:])
        elif not href.startswith(("https://", "mailto:")):
            self.faults.append(f"link to what is no page: {href}")

    def page(self, tag, given):
        if tag == "a":
            self.link(given.get("href", ""))
        if tag == "title":
            self.title = ""
        if tag == "html" and not given.get("lang"):
            self.faults.append("html without a language")

    def column(self, tag, given):
        """Counts the columns of a table, whose first row is its head."""
        if tag == "table":
            self.table = []
        elif tag == "tr" and self.table is not None:
            self.table.append([0, set()])
        elif tag in ("th", "td") and self.table:
            self.table[-1][0] += int(given.get("colspan", 1))
            self.table[-1][1].add(tag if given.get("scope") != "col" else "head")

    def columns(self):
        """The faults of a table at its end."""
        rows, self.table = self.table or [], None
        if rows and "head" not in rows[0][1]:
            self.faults.append("table without a header for each column")
        elif any(count != rows[0][0] for count, _kinds in rows):
            self.faults.append("columns without a header of their own")
        if any({"head", "td"} <= kinds for _count, kinds in rows):
            self.faults.append("td beside the headers of columns")

    def handle_data(self, data):
        if self.title is not None:
            self.title += data
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("th", "td") and self.cell is not None:
            if not self.cell.strip():
                self.faults.append("empty cell in a header row")
            self.cell = None
        if tag == "table":
            self.columns()
        if tag == "title":
            if not (self.title or "").strip():
                self.faults.append("title without words")
            self.title = None
        while tag in self.open and self.open.pop() != tag:
            pass


def faults(html):
    """Of a part of a page."""
    return Lint(html).faults


def page_faults(html):
    """Of a whole page, which has a language and a name as well."""
    found = faults(html)
    if "<html" not in html:
        found.append("html without a language")
    if "<title>" not in html.partition("<body")[0]:
        found.append("page without a title")
    return found


def css_faults(css):
    """Nested boxes of flex and grid cost the typesetter seconds: the sheet has none at all."""
    return re.findall(
        r"display:\s*(?:inline-)?(?:flex|grid)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    )
