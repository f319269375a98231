"""A page as somebody sees it: its heading, its words, its boxes with their labels, and sending the form off."""

import re

from lxml import html


class Page:
    """One answer, parsed."""

    def __init__(self, answer):
        self.answer, self.status = answer, answer.status_code
        self.tree = html.fromstring(answer.content.decode())

    @property
    def words(self):
        """All that can be read, in one line."""
        for each in self.tree.xpath("//script|//style"):
            each.drop_tree()
        return " ".join(self.tree.text_content().split())

    @property
    def headings(self):
        """What the h1s say."""
        return [" ".join(each.text_content().split()) for each in self.tree.xpath("//h1")]

    @property
    def form(self):
        """The form of the command."""
        return self.tree.xpath("//form[contains(@class, 'command')]")[0]

    @property
    def problems(self):
        """The sentences beside fields, and in the summary above."""
        found = self.tree.xpath(
            "//*[contains(@class, 'govuk-error-message')]|//*[contains(@class, 'govuk-error-summary')]//li"
        )
        return [" ".join(each.text_content().split()).removeprefix("Error: ") for each in found]

    def unlabelled(self):
        """The boxes that nobody could tell what they are for."""
        labels = {each.get("for") for each in self.tree.xpath("//label")}
        boxes = self.form.xpath(".//input[not(@type='hidden')]|.//select|.//textarea")
        return [each.get("name") for each in boxes if each.get("id") not in labels]

    def filled(self, **values):
        """What is sent when these boxes are filled in and all others left as they are. A day goes into its three boxes."""
        sent = {}
        for name, value in self.form.form_values():
            sent.setdefault(name, []).append(value)
        for name, value in values.items():
            if hasattr(value, "year"):
                parts = {"day": value.day, "month": value.month, "year": value.year}
                sent |= {f"{name}_{part}": [str(number)] for part, number in parts.items()}
            else:
                sent[name] = value if isinstance(value, list) else [value]
        return sent

    def emptied(self):
        """What is sent when nothing is filled in but what is hidden."""
        hidden = self.form.xpath(".//input[@type='hidden']")
        return {each.get("name"): each.get("value", "") for each in hidden}


def page(client, address):
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return Page(answer)


def plain(text):
    """A text in one line."""
    return re.sub(r"\s+", " ", text)
