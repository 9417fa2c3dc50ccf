"""What the tests of `ots export site` share: a site in a folder, its pages and its links."""

import json
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit


class Page(HTMLParser):
    """What a page links to and loads, its ids, its tags with their attributes, and its text."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loads, self.ids, self.tags, self.said = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))
        named = dict(attrs)
        self.ids += [named["id"]] if "id" in named else []
        if tag == "a":
            self.links.append(named["href"])
        elif "src" in named or tag == "link":
            self.loads.append(named.get("src") or named["href"])

    def handle_data(self, data):
        self.said.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())


class Site:
    """A site in a folder, its files by path."""

    def __init__(self, folder):
        self.folder = folder
        found = (file for file in folder.rglob("*") if file.is_file())
        self.files = {file.relative_to(folder).as_posix(): file for file in found}
        self._read = {}

    def text(self, path):
        return self.files[path].read_text(encoding="utf-8")

    def page(self, path):
        if path not in self._read:
            self._read[path] = Page(self.text(path))
        return self._read[path]

    def json(self, path):
        return json.loads(self.text(path))

    @property
    def pages(self):
        return [path for path in self.files if path.endswith(".html")]


def dead_links(site):
    """The links of all pages that lead to no file of the site, or to no place in one."""
    pages = {path: site.page(path) for path in site.pages}
    for path, page in pages.items():
        for link in (*page.links, *page.loads):
            to = urlsplit(urljoin(f"http://site/{path}", link))
            file = unquote(to.path).removeprefix("/")
            if to.netloc == "site" and (
                file not in site.files or (to.fragment and to.fragment not in pages[file].ids)
            ):
                yield path, link
