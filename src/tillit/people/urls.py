from django.urls import path

from tillit.people.views import card, register

app_name = "people"
urlpatterns = [
    path("", register.people_list, name="list"),
    path("new/", register.add, name="add"),
    path("<uuid:uuid>/", card.card, name="card"),
    path("<uuid:uuid>/edit/", card.edit, name="edit"),
    path("<uuid:uuid>/relations/new/", card.start_relation, name="relation_start"),
    path("<uuid:uuid>/relations/<int:pk>/end/", card.end_relation, name="relation_end"),
    path("<uuid:uuid>/picture/", card.picture, name="picture"),
    path("<uuid:uuid>/picture/change/", card.change_picture, name="change_picture"),
]
