from django.urls import URLPattern

app_name = "organisations_desk"
urlpatterns: list[URLPattern] = []
