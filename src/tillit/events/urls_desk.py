"""Staff's addresses of events, under ``desk/events/``."""

from django.urls import path

from tillit.events.views.desk import events, export, messages, participants

app_name = "events_desk"
urlpatterns = [
    path("", events.events, name="list"),
    path("export/", export.events, name="list_export"),
    path("new/", events.create, name="create"),
    path("<uuid:key>/", events.event, name="detail"),
    path("<uuid:key>/edit/", events.edit, name="edit"),
    path("<uuid:key>/copy/", events.copy, name="copy"),
    path("<uuid:key>/preview/", events.preview, name="preview"),
    path("<uuid:key>/publish/", events.publish, name="publish"),
    path("<uuid:key>/cancel/", events.cancel, name="cancel"),
    path("<uuid:key>/delete/", events.delete, name="delete"),
    path("<uuid:key>/participants/", participants.participants, name="participants"),
    path("<uuid:key>/participants/export/", export.export, name="export"),
    path("<uuid:key>/participants/add/", participants.add, name="add_participant"),
    path("<uuid:key>/participants/<uuid:person>/", participants.participant, name="participant"),
    path(
        "<uuid:key>/participants/<uuid:person>/cancel/",
        participants.cancel,
        name="cancel_participant",
    ),
    path("<uuid:key>/message/", messages.write, name="message"),
    path("<uuid:key>/message/<uuid:message>/", messages.sent, name="message_sent"),
]
