"""Addresses that exist in demo mode only."""

urlpatterns: list = []
