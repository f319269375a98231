"""The addresses of the administration."""

from django.urls import URLPattern, URLResolver, path

from putright.desk.administration import door, landlord, offices, people, person, state

app_name = "administration"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", landlord.index, name="index"),
    path("landlord/", landlord.landlord, name="landlord"),
    path("homes/", landlord.sizes, name="sizes"),
    path("policy/", landlord.policy, name="policy"),
    path("categories/", landlord.categories, name="categories"),
    path("retention/", landlord.retention, name="retention"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<uuid:key>/", person.person, name="person"),
    path("people/<uuid:key>/change/", person.change_person, name="change_person"),
    path("people/<uuid:key>/role/", person.role, name="role"),
    path("people/<uuid:key>/role/<uuid:held>/end/", person.end_role, name="end_role"),
    path("people/<uuid:key>/leave/", person.leave, name="leave"),
    path("people/<uuid:key>/hand-over/", person.hand_over_page, name="hand_over"),
    path("people/<uuid:key>/password/", person.new_password, name="new_password"),
    path("people/<uuid:key>/second-step/", person.reset_factor, name="reset_factor"),
    path("people/<uuid:key>/sessions/end/", person.end_sessions, name="end_sessions"),
    path("teams/", offices.teams, name="teams"),
    path("teams/<uuid:key>/", offices.team, name="team"),
    path("teams/member/<uuid:key>/end/", offices.end_member, name="end_member"),
    path("contractors/", offices.contractors, name="contractors"),
    path("contractors/<uuid:key>/", offices.change_contractor, name="contractor"),
    path("posts/", offices.posts, name="posts"),
    path("posts/<uuid:key>/end/", offices.end_post, name="end_post"),
    path("training/", offices.training, name="training"),
    path("sign-in/", door.door, name="door"),
    path("sign-ins/", door.sign_ins, name="sign_ins"),
    path("connection/", door.connection, name="connection"),
    path("state/", state.state, name="state"),
    path("state/job/<uuid:key>/", state.job, name="job"),
]
