"""One WebKit window that takes a JSON order a line and answers with one. Not part of the product's
environment: it runs in Debian's Python, with Debian's bindings.

    /usr/bin/python3 tests/browsers/host.py PROFILE
"""

import json
import sys
import threading
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
gi.require_version("Soup", "3.0")
from gi.repository import GLib, Gtk, Soup, WebKit2  # noqa: E402


class Host:
    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        places = {"base_data_directory": folder / "data", "base_cache_directory": folder / "cache"}
        manager = WebKit2.WebsiteDataManager(**{key: str(one) for key, one in places.items()})
        context = WebKit2.WebContext.new_with_website_data_manager(manager)
        self.cookies = context.get_cookie_manager()
        kept = WebKit2.CookiePersistentStorage.SQLITE
        self.cookies.set_persistent_storage(str(folder / "cookies.sqlite"), kept)
        self.view = WebKit2.WebView.new_with_context(context)
        self.view.get_settings().set_enable_write_console_messages_to_stdout(False)
        window = Gtk.Window(default_width=820, default_height=1180)
        window.add(self.view)
        window.show_all()

    def take(self, line):
        order = json.loads(line)
        getattr(self, order.pop("deed"))(**order)

    def tell(self, **words):
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()

    def goto(self, url):
        self.view.load_uri(url)
        self.tell(value=None)

    def run(self, body):
        words = (body, -1, None, None, None, None, self.told)
        self.view.call_async_javascript_function(*words)

    def told(self, view, result):
        try:
            value = view.call_async_javascript_function_finish(result)
            self.tell(value=value.to_string())
        except GLib.Error as error:
            self.tell(fault=error.message)

    def cookie(self, name, value, domain, expiry):
        cookie = Soup.Cookie.new(name, value, domain, "/", 30 * 24 * 3600)
        cookie.set_http_only(True)
        self.cookies.add_cookie(cookie, None, self.baked)

    def baked(self, cookies, result):
        cookies.add_cookie_finish(result)
        self.tell(value=None)


def main():
    host = Host(Path(sys.argv[1]))

    def listen():
        for line in sys.stdin:
            GLib.idle_add(host.take, line)
        GLib.idle_add(Gtk.main_quit)

    threading.Thread(target=listen, daemon=True).start()
    Gtk.main()


if __name__ == "__main__":
    main()
