"""The addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from putright.sign_in import mine, single_sign_on, steps, views

app_name = "sign_in"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.sign_in, name="sign_in"),
    path("out/", views.sign_out, name="sign_out"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("second-step/", steps.second_step, name="second_step"),
    path("choose-password/", steps.choose_password, name="choose_password"),
    path("set-up/", steps.set_up, name="set_up"),
    path("codes/", steps.set_up_codes, name="codes"),
    path("with/<uuid:landlord>/", single_sign_on.with_directory, name="with_directory"),
    path("back/", single_sign_on.back, name="back"),
    path("mine/", mine.mine, name="mine"),
    path("mine/password/", mine.change_password, name="change_password"),
    path("mine/app/", mine.add_app, name="add_app"),
    path("mine/passkey/", mine.add_passkey, name="add_passkey"),
    path("mine/codes/", mine.new_codes, name="new_codes"),
    path("mine/factor/<uuid:factor>/remove/", mine.remove_factor, name="remove_factor"),
    path("mine/session/<uuid:session>/end/", mine.end_session, name="end_session"),
]
