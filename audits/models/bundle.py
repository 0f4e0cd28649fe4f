"""How an imported file was spelled."""

from __future__ import annotations

from django.db import models

from audits.models.audit import Audit


class BundleSpelling(models.Model):
    """How the imported file wrote what can be written in several ways (docs/bundle.md), so that
    the export gives an equal document. In a table of its own, as it may be large."""

    audit = models.OneToOneField(
        Audit, on_delete=models.CASCADE, primary_key=True, related_name="spelling"
    )
    # Keys of the sites and the visits in the order of the file.
    sites = models.JSONField(default=list)
    visits = models.JSONField(default=list)
    form = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.audit)
