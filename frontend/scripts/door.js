// Every page works without this. It only makes some of them kinder: a count of
// the characters left, focus on the list of what to put right, one letter sent for two clicks.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function begin(scope) {
  createAll(Button, { preventDoubleClick: true }, scope);
  for (const Component of [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput]) {
    createAll(Component, undefined, scope);
  }
}

begin(document);
createAll(ServiceNavigation);
createAll(SkipLink);
// A part of a page that was fetched later is given the same.
document.addEventListener("htmx:after:swap", (event) => event.target instanceof Element && begin(event.target));
