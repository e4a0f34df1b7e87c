from django.urls import URLPattern

app_name = "events_desk"
urlpatterns: list[URLPattern] = []
