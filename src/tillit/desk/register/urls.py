"""Addresses of the register's screens, under the desk's."""

from django.urls import path

from tillit.desk.register.views import organisation, overview, parties, review, versions

urlpatterns = [
    path("", overview.overview, name="register"),
    path("start/", overview.start, name="register_start"),
    path("activities/<slug:key>/", overview.activity, name="register_activity"),
    path("activities/<slug:key>/switch/", overview.switch, name="register_switch"),
    path("review/", review.review, name="register_review"),
    path("review/points/<uuid:point>/", review.one_point, name="register_review_point"),
    path("review/<slug:step>/", review.one_step, name="register_review_step"),
    path("review/<slug:step>/right/", review.right, name="register_review_right"),
    path("organisation/", organisation.organisation, name="register_organisation"),
    path("others/", parties.parties, name="register_parties"),
    path("others/<slug:part>/new/", parties.new, name="register_part_new"),
    path("others/<slug:part>/<str:key>/", parties.one, name="register_part"),
    path("others/<slug:part>/<str:key>/delete/", parties.delete, name="register_part_delete"),
    path("processors/<str:key>/new/", parties.sub_processor, name="register_sub_new"),
    path("processors/<str:key>/<int:number>/", parties.sub_processor, name="register_sub"),
    path(
        "processors/<str:key>/<int:number>/delete/",
        parties.delete_sub_processor,
        name="register_sub_delete",
    ),
    path("adopt/", versions.adopt, name="register_adopt"),
    path("discard/", versions.discard, name="register_discard"),
    path("versions/", versions.versions, name="register_versions"),
    path("versions/<int:number>/", versions.version, name="register_version"),
    path("download/", versions.download, name="register_download"),
    path("download/<int:number>/", versions.download, name="register_download_version"),
    path("upload/", versions.upload, name="register_upload"),
]
