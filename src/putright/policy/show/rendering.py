"""A residents' page as text of 80 columns, or as a web page that stands alone: one h1, no scripts, all escaped."""

import textwrap
from collections.abc import Iterator
from html import escape
from typing import assert_never

from putright.policy.show.blocks import Block, Bullets, Page, Paragraph, Section, Subheading, Term, Terms

__all__ = ["as_html", "as_text"]

_WIDTH = 80

_STYLE = """\
body { font: 1.125rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; margin: 0; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { font-size: 1.5rem; margin-top: 2rem; }
h3 { font-size: 1.2rem; }
li { margin-bottom: 0.3rem; }
dt { font-weight: bold; }
dd { margin: 0 0 0.6rem 0; }
a { color: #1d4f91; }
a:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; }"""


def as_text(page: Page) -> str:
    """The page as text of at most 80 columns."""
    lines = [page.title, "=" * min(_WIDTH, len(page.title)), ""]
    for section in page.sections:
        if section.heading:
            lines += [section.heading, "-" * len(section.heading), ""]
        for block in section.blocks:
            lines += [*_text(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def _text(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _folded(text)
        case Bullets(items):
            yield from (_folded(item, "  - ", "    ") for item in items)
        case Subheading(text):
            yield _folded(text)
        case Terms(terms):
            size = max(len(term.label) for term in terms) + 2
            for term in terms:
                yield _folded(term.value, f"  {term.label}:".ljust(size + 2), " " * (size + 2))
        case _:
            assert_never(block)


def _folded(text: str, first: str = "", after: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )


def as_html(page: Page) -> str:
    """The page as one web page: nothing is fetched, nothing runs, and every word of the policy is escaped."""
    title = escape(page.title)
    body = "\n".join(line for number, section in enumerate(page.sections) for line in _html_section(section, number))
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def _html_section(section: Section, number: int) -> Iterator[str]:
    if not section.heading:
        for block in section.blocks:
            yield _html(block)
        return
    yield f'<section aria-labelledby="section-{number}">'
    yield f'<h2 id="section-{number}">{escape(section.heading)}</h2>'
    for block in section.blocks:
        yield _html(block)
    yield "</section>"


def _html(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + "\n</ul>"
        case Subheading(text):
            return f"<h3>{escape(text)}</h3>"
        case Terms(terms):
            return "<dl>\n" + "\n".join(map(_html_term, terms)) + "\n</dl>"
        case _:
            assert_never(block)


def _html_term(term: Term) -> str:
    value = escape(term.value)
    shown = f'<a href="{escape(term.link)}">{value}</a>' if term.link else value
    return f"<dt>{escape(term.label)}</dt>\n<dd>{shown}</dd>"
