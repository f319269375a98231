"""Read a page as strictly as it should be written: browsers mend what is wrong, each in its own way, and say nothing."""

from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_LABELLED = {"input", "select", "textarea"}
_UNSEEN = {"hidden", "submit", "button", "image", "reset"}
_REFERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.references, self.controls = [], [], [], [], []
        self.labelled, self.headings = set(), []

    def handle_starttag(self, tag, attrs):
        line, here = self.getpos()[0], dict(attrs)
        if len(here) != len(attrs):
            self.faults.append(f"line {line}: <{tag}> has an attribute twice")
        self._names(line, tag, here)
        if tag == "label" and "for" in here:
            self.labelled.add(here["for"])
        if tag in _LABELLED and here.get("type") not in _UNSEEN:
            named = "aria-label" in here or "aria-labelledby" in here or "label" in self.open
            self.controls.append((line, tag, here.get("id"), named))
        if tag == "img" and "alt" not in here:
            self.faults.append(f"line {line}: <img> without words for who does not see it")
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append((line, int(tag[1])))
        if tag not in _VOID:
            self.open.append(tag)

    def _names(self, line, tag, here):
        if "id" in here:
            self.ids.append(here["id"])
            if not here["id"] or " " in here["id"]:
                self.faults.append(f"line {line}: <{tag}> has an id that is none: {here['id']!r}")
        for name in _REFERS:
            self.references += [(line, tag, name, each) for each in (here.get(name) or "").split()]
        if tag == "a" and (here.get("href") or "").startswith("#") and len(here["href"]) > 1:
            self.references.append((line, tag, "href", here["href"][1:]))

    def handle_startendtag(self, tag, attrs):
        if tag not in _VOID and "svg" not in self.open:
            self.faults.append(f"line {self.getpos()[0]}: <{tag}/> closes nothing in HTML")
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> while {self.open[-3:]} are open")
            if tag in self.open:
                while self.open.pop() != tag:
                    pass


def faults(page):
    """What is wrong with a page, in sentences; empty where nothing is. `page` is text."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = list(reader.faults)
    found += [f"<{tag}> is never closed" for tag in reader.open]
    found += [f"the id {each!r} is there {reader.ids.count(each)} times" for each in dict.fromkeys(reader.ids)
              if reader.ids.count(each) > 1]  # fmt: skip
    found += [f"line {line}: <{tag} {name}={each!r}> refers to nothing" for line, tag, name, each in reader.references
              if each not in reader.ids]  # fmt: skip
    found += [f"line {line}: <{tag}> has no label" for line, tag, its, named in reader.controls
              if not named and its not in reader.labelled]  # fmt: skip
    if [level for _, level in reader.headings].count(1) != 1:
        found.append("there is not exactly one <h1>")
    for (_, before), (line, level) in zip(reader.headings, reader.headings[1:], strict=False):
        if level > before + 1:
            found.append(f"line {line}: <h{level}> after <h{before}>")
    if not page.lstrip().lower().startswith("<!doctype html>"):
        found.append("it does not say that it is HTML")
    return found
