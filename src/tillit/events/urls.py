"""Public addresses of events, under ``arrangementer/``."""

from django.urls import path

from tillit.events.views import calendar, own, public

app_name = "events"
urlpatterns = [
    path("", public.events, name="list"),
    path("kalender.ics", calendar.feed, name="feed"),
    path("pamelding/<str:token>/", own.registration, name="registration"),
    path("pamelding/<str:token>/avmeld/", own.cancel, name="cancel_registration"),
    path("<slug:slug>/", public.event, name="detail"),
    path("<slug:slug>/pamelding/", public.register, name="register"),
    path("<slug:slug>/takk/", public.done, name="done"),
    path("<slug:slug>/kalender.ics", calendar.one, name="calendar"),
]
