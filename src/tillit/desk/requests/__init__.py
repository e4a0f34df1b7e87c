"""Requests from data subjects, on their clocks."""
