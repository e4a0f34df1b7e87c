from django.urls import URLPattern

app_name = "memberships_desk"
urlpatterns: list[URLPattern] = []
