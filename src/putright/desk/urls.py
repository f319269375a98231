"""The addresses of this room."""

from django.urls import URLPattern, URLResolver, include, path

from putright.desk.commands.views import command_view
from putright.desk.complaint.views import complaint_page
from putright.desk.contacts.triage import contact_page, triage
from putright.desk.contacts.views import find_people, new_contact, weigh
from putright.desk.contributions.views import contribution_page, contributions_page
from putright.desk.documents import document
from putright.desk.handover.views import handover_page
from putright.desk.homes.views import home_page
from putright.desk.letters.printing import print_run_file, print_run_page, printing_page
from putright.desk.letters.sending import issue_page, sent_page
from putright.desk.letters.views import letter_file, letter_page, letter_preview, letters_page
from putright.desk.letters.waiting import waiting_page
from putright.desk.notices.views import notices_page
from putright.desk.ombudsman.views import ombudsman_page
from putright.desk.oversight.behind import oversight_list
from putright.desk.oversight.views import oversight_page
from putright.desk.people.views import disclosures_page, end_authority, resident_form, resident_page
from putright.desk.promises.views import promises_page
from putright.desk.registers.changing import register_add, register_row
from putright.desk.registers.views import reading_register, register_file, register_page, registers_page
from putright.desk.requests.views import request_page, request_step, service_requests
from putright.desk.search.views import search_page
from putright.desk.work.views import my_work

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_work, name="work"),
    path("new-contact/", new_contact, name="new_contact"),
    path("new-contact/find/", find_people, name="find_people"),
    path("new-contact/weigh/", weigh, name="weigh_contact"),
    path("triage/", triage, name="triage"),
    path("triage/<uuid:contact>/", contact_page, name="contact"),
    path("requests/", service_requests, name="service_requests"),
    path("requests/<str:reference>/", request_page, name="service_request"),
    path("requests/<str:reference>/<slug:slug>/", request_step, name="request_step"),
    path("administration/", include("putright.desk.administration.urls")),
    path("complaints/<str:reference>/", complaint_page, name="complaint"),
    path("complaints/<str:reference>/documents/<path:document>/", document, name="document"),
    path("complaints/<str:reference>/letters/", letters_page, name="letters"),
    path("complaints/<str:reference>/letters/sent/<path:name>/", sent_page, name="letter_sent"),
    path("complaints/<str:reference>/letters/<slug:kind>/", letter_page, name="letter"),
    path("complaints/<str:reference>/letters/<slug:kind>/preview/", letter_preview, name="letter_preview"),
    path("complaints/<str:reference>/letters/<slug:kind>/send/", issue_page, name="letter_issue"),
    path("complaints/<str:reference>/letters/<slug:kind>/letter.<str:ending>", letter_file, name="letter_file"),
    path("letters/", waiting_page, name="letters_waiting"),
    path("printing/", printing_page, name="printing"),
    path("printing/<uuid:run>/", print_run_page, name="print_run"),
    path("printing/<uuid:run>/letters.pdf", print_run_file, name="print_run_file"),
    path("complaints/<str:reference>/<slug:slug>/", command_view, name="command"),
    path("promises/", promises_page, name="promises"),
    path("registers/", registers_page, name="registers"),
    path("registers/<slug:name>/", register_page, name="register"),
    path("registers/<slug:name>/file/", register_file, name="register_file"),
    path("registers/<slug:name>/read/", reading_register, name="register_read"),
    path("registers/<slug:name>/add/", register_add, name="register_add"),
    path("registers/<slug:name>/<uuid:key>/<slug:act>/", register_row, name="register_row"),
    path("ombudsman/", ombudsman_page, name="ombudsman"),
    path("oversight/", oversight_page, name="oversight"),
    path("oversight/list/", oversight_list, name="oversight_list"),
    path("contributions/", contributions_page, name="contributions"),
    path("contributions/<uuid:complaint>/<str:contribution>/", contribution_page, name="contribution"),
    path("search/", search_page, name="search"),
    path("people/<uuid:key>/", resident_page, name="resident"),
    path("people/<uuid:key>/disclosures/", disclosures_page, name="disclosures"),
    path("people/<uuid:key>/<slug:act>/", resident_form, name="resident_form"),
    path("people/<uuid:key>/authority/<uuid:authority>/end/", end_authority, name="end_authority"),
    path("homes/<uuid:key>/", home_page, name="home"),
    path("handover/<uuid:key>/", handover_page, name="handover"),
    path("notices/", notices_page, name="notices"),
]
