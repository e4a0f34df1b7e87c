from django.urls import path

from tillit.people.views import card, duplicates, export, imports, register

app_name = "people"
urlpatterns = [
    path("", register.people_list, name="list"),
    path("new/", register.add, name="add"),
    path("export/", export.export, name="export"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/<uuid:one>/<uuid:other>/", duplicates.compare, name="compare"),
    path("import/", imports.import_list, name="import_list"),
    path("import/new/", imports.upload, name="import_upload"),
    path("import/<uuid:uuid>/", imports.import_page, name="import"),
    path("import/<uuid:uuid>/progress/", imports.import_progress, name="import_progress"),
    path("import/<uuid:uuid>/undo/", imports.import_undo, name="import_undo"),
    path("import/<uuid:uuid>/errors/", imports.import_faults, name="import_faults"),
    path("<uuid:uuid>/", card.card, name="card"),
    path("<uuid:uuid>/edit/", card.edit, name="edit"),
    path("<uuid:uuid>/relations/new/", card.start_relation, name="relation_start"),
    path("<uuid:uuid>/relations/<int:pk>/end/", card.end_relation, name="relation_end"),
    path("<uuid:uuid>/picture/", card.picture, name="picture"),
    path("<uuid:uuid>/picture/change/", card.change_picture, name="change_picture"),
]
