"""Addresses of this app."""

app_name = "classification"
urlpatterns = []
