"""Reading a page as a browser without JavaScript does: what its form would send."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """The successful controls of the form ``sheet``; buttons only when they are pressed."""

    def __init__(self):
        super().__init__()
        self.sent, self.buttons, self.area = {}, set(), None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        name = found.get("name")
        if tag == "button":
            self.buttons.add(found.get("value"))
        elif tag == "textarea":
            self.area = name
            self.sent.setdefault(name, []).append("")
        elif tag == "input" and name and found.get("type") != "file":
            is_box = found.get("type") in ("radio", "checkbox")
            if not is_box or "checked" in found:
                self.sent.setdefault(name, []).append(found.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.sent[self.area][-1] += data


def read(response):
    reader = FormReader()
    reader.feed(response.content.decode())
    reader.close()
    return reader


def typed_into(response, changes=None, go="save"):
    """What is sent when these fields are changed on the page and the button is pressed."""
    sent = read(response).sent
    sent.pop("csrfmiddlewaretoken", None)
    for name, value in (changes or {}).items():
        values = value if isinstance(value, list) else [value]
        sent[name] = [item for item in values if item is not None]
    return {**{name: values for name, values in sent.items() if values}, "go": go}
