"""Pictures of every page, wide and narrow, into build/screenshots: to look at before anybody else has to.

`make screenshots`, or `python tools/screenshots.py desk` for the addresses whose name begins so. Pages whose address
needs something (a complaint, a landlord) are shown where tests/journeys/examples.py says with what.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
JOURNEYS = ROOT / "tests" / "journeys"
INTO = ROOT / "build" / "screenshots"
SCREENS = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 320, "height": 640}}
WHO = "mona"


def addresses(beginning: str, told: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  what the seeding says
    """Name and path of every address that needs nothing, and of those there is an example for."""
    import django

    django.setup()
    from django.urls import NoReverseMatch, get_resolver, reverse
    from examples import examples  # type: ignore[import-not-found]

    given: dict[str, dict[str, Any]] = examples(told)

    def names(resolver: Any, before: str = "") -> Iterator[str]:  # noqa: ANN401  Django's resolvers have no one type
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from names(each, f"{before}{each.namespace}:" if each.namespace else before)
            elif each.name:
                yield before + each.name

    for name in dict.fromkeys(names(get_resolver())):
        if name.startswith(beginning):
            try:
                yield name, reverse(name, kwargs=given.get(name))
            except NoReverseMatch:
                print(f"{name}: left out, its address needs something")


def main() -> int:
    """Start the program with its people, look at everything, stop it."""
    sys.path.insert(0, str(JOURNEYS))
    from playwright.sync_api import Error, sync_playwright
    from serving import ARGUMENTS, Site, chromium

    path = chromium()
    if path is None:
        print("There is no Chromium here: install it, or name one in PUTRIGHT_CHROMIUM.")
        return 1
    INTO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="putright-screenshots-") as folder, sync_playwright() as playwright:
        site = Site(folder)
        try:
            site.start()
            told = site.run("desk_seeding.py")
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            cookies = site.cookies(WHO)
            shown = list(addresses(sys.argv[1] if len(sys.argv) > 1 else "", told))
            for name, address in [*shown, ("not-there", "/not-there/"), ("gallery-errors", "/gallery/?errors")]:
                for screen, size in SCREENS.items():
                    context = browser.new_context(viewport=size, base_url=site.url, locale="en-GB")
                    context.add_cookies(cookies)
                    page = context.new_page()
                    try:
                        answer = page.goto(address)
                    except Error as error:  # an empty answer, a file to keep
                        print(f"{name}: left out, {error.message.splitlines()[0]}")
                    else:
                        kind = answer.header_value("content-type") if answer else ""
                        if kind and kind.startswith("text/html"):
                            page.screenshot(path=INTO / f"{name.replace(':', '-')}-{screen}.png", full_page=True)
                    context.close()
            browser.close()
        finally:
            site.stop()
    print(f"{len(list(INTO.glob('*.png')))} pictures in {INTO.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
