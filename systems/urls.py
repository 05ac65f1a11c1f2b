"""Addresses of this app."""

app_name = "systems"
urlpatterns = []
