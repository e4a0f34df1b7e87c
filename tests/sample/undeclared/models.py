"""An app from elsewhere that keeps visitors, and says nothing about it."""

from django.db import models


class Visitor(models.Model):
    """Someone who came by."""

    name = models.CharField(max_length=50)

    def __str__(self) -> str:
        return self.name
