"""What templates may call, in every template without loading it: docs/how-to/pages.md has the list.

Nothing here asks the database. Everything that takes words escapes them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from putright.pages import says
from putright.pages.components import component
from putright.pages.fields import DateField
from putright.pages.shown import first_id, show_field

register = template.Library()


@register.simple_tag
def govuk(name: str, params: Mapping[str, Any] | None = None, **options: Any) -> SafeString:  # noqa: ANN401  options
    """A page component by its name: `{% govuk "button" text="Send" %}`. Nested options come from the view, in `params`."""
    return component(name, {**(params or {}), **options})


@register.simple_tag
def field(bound: BoundField | str, **options: Any) -> SafeString:  # noqa: ANN401  options go on to the component
    """One field of a form: `{% field form.received_on %}`; options: `heading=True`, `size="l"`."""
    return show_field(bound, **options) if isinstance(bound, BoundField) else SafeString("")


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """All fields of a form in order, with the hidden ones: `{% fields form %}`."""
    alone = form.shown_fields() if hasattr(form, "shown_fields") else form.visible_fields()
    shown = [show_field(each) for each in alone]
    return SafeString("\n".join([hidden_fields(form), *shown]))


@register.simple_tag
def hidden_fields(form: BaseForm) -> SafeString:
    """The hidden fields of a form, where its others are placed by hand."""
    return SafeString("\n".join(show_field(each) for each in form.hidden_fields()))


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """What to put right, at the top of the page, each line leading to its box; nothing where all is right."""
    if not form.is_bound or not form.errors:
        return SafeString("")
    lines: list[dict[str, str]] = [{"text": str(each)} for each in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        lines.extend(
            {"text": str(each)} if bound.is_hidden else {"text": str(each), "href": f"#{first_id(bound)}"}
            for each in bound.errors
        )
    return component("error-summary", {"titleText": "There is something to put right", "errorList": lines})


@register.simple_tag
def day(value: date | None, missing: str = "not known") -> SafeString:
    """For example "Fri 10 April 2026", as a time that programs can read; `missing` where there is none."""
    if value is None or value == "":
        return format_html("{}", missing)
    on = value.date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), says.day(value))


@register.simple_tag
def moment(value: datetime | None, missing: str = "not known") -> SafeString:
    """For example "Fri 10 April 2026, 14:05"."""
    if value is None or value == "":
        return format_html("{}", missing)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="minutes"), says.moment(value))


@register.simple_tag
def money(pence: int | None, missing: str = "not set") -> str:
    """For example "£45" or "£1,250.50"; `missing` for None."""
    return missing if pence is None else says.money(pence)


@register.simple_tag
def working_days(number: int | None) -> str:
    """For example "3 working days", "today", or for -1 "1 working day late"; nothing for None."""
    return "" if number is None else says.working_days(number)


@register.simple_tag
def plural(number: int, one: str, many: str = "") -> str:
    """For example "1 letter", "3 letters"; `many` where an s does not do it."""
    return says.plural(number, one, many)


_MARKS = {
    "risk": "mark--risk",
    "late": "mark--risk",
    "adjustment": "mark--need",
    "representative": "",
    "confidential": "mark--shut",
    "group": "",
    "done": "mark--done",
}


@register.simple_tag
def mark(kind: str, words: str = "") -> SafeString:
    """A small mark beside a name: `{% mark "risk" "child with asthma" %}`. It always has words; colour only helps."""
    return format_html('<span class="mark {}">{}</span>', _MARKS.get(kind, ""), words or kind.replace("_", " "))


@register.simple_tag
def why(deadline: Any, summary: str = "Why this date") -> SafeString:  # noqa: ANN401  a Deadline, or words
    """The working of a date, closed until asked for: of a Deadline, or of a sentence."""
    words = getattr(deadline, "explanation", deadline)
    if not words:
        return SafeString("")
    return format_html('<details class="why"><summary>{}</summary><p>{}</p></details>', summary, words)


@register.inclusion_tag("pages/parts/due.html")
def due(on: date | None, working_days_left: int | None = None, deadline: Any = None) -> dict[str, Any]:  # noqa: ANN401
    """A due date with what is left, coloured only where it is late or today, and its working below."""
    state = (
        ""
        if working_days_left is None
        else "late"
        if working_days_left < 0
        else "soon"
        if not working_days_left
        else ""
    )
    return {"on": on, "left": working_days_left, "state": state, "deadline": deadline}


@register.inclusion_tag("pages/parts/facts.html")
def facts(rows: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """A summary list: pairs of a name and a value; pairs without a value are left out."""
    return {"rows": [(name, value) for name, value in rows if value not in (None, "", [])]}


@register.inclusion_tag("pages/parts/anchors.html")
def anchors(items: Sequence[tuple[str, str] | tuple[str, str, int]], label: str = "On this page") -> dict[str, Any]:
    """Tabs that are links to parts of the same page: (id, words) or (id, words, count)."""
    return {"items": [(each[0], each[1], each[2] if len(each) > 2 else None) for each in items], "label": label}  # noqa: PLR2004


@register.inclusion_tag("pages/parts/choices.html")
def choices(items: Sequence[tuple[str, str, bool] | tuple[str, str, bool, int]], label: str) -> dict[str, Any]:
    """Links between views of the same list: (address, words, whether it is this one[, count])."""
    shown = [(each[0], each[1], each[2], each[3] if len(each) > 3 else None) for each in items]  # noqa: PLR2004
    return {"items": shown, "label": label}


@register.inclusion_tag("pages/parts/more.html")
def more(newer: str = "", older: str = "", newer_words: str = "Newer", older_words: str = "Older") -> dict[str, Any]:
    """Pages by key: the addresses of what comes before and after; nothing where there is neither."""
    return {"newer": newer, "older": older, "newer_words": newer_words, "older_words": older_words}


@register.inclusion_tag("pages/parts/nothing.html")
def nothing(words: str, href: str = "", link: str = "") -> dict[str, str]:
    """What stands where a list is empty: one sentence, and where to go from here if anywhere."""
    return {"words": words, "href": href, "link": link}


_HTMX = '{"includeIndicatorCSS":false,"history":false,"mode":"same-origin","defaultTimeout":20000,"noSwap":[204,304,"4xx","5xx"]}'


@register.simple_tag
def htmx() -> SafeString:
    """For `head_more` of a page that fetches parts of itself. The page works without; nothing of it is run from text."""
    return format_html(
        '<meta name="htmx-config" content="{}">\n<script src="{}" defer></script>',
        _HTMX,
        static("django_htmx/htmx-4.min.js"),
    )


@register.simple_tag
def lines(words: str) -> SafeString:
    """Words with their own line breaks, as paragraphs."""
    blocks = [
        block.split("\n") for block in str(words or "").replace("\r\n", "\n").strip().split("\n\n") if block.strip()
    ]
    return format_html_join(
        "\n",
        "<p>{}</p>",
        ((format_html_join(SafeString("<br>"), "{}", ((line,) for line in block)),) for block in blocks),
    )


@register.filter
def is_date_field(bound: BoundField) -> bool:
    """Whether a field is a day in three boxes."""
    return isinstance(bound.field, DateField)
