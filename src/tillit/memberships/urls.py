from django.urls import URLPattern

app_name = "memberships"
urlpatterns: list[URLPattern] = []
