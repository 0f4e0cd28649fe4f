"""The brand is changed: its words and colours, its logo."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction

from audits.photos import CleanPhoto
from reports.models import Brand, logo_name


@transaction.atomic
def save_brand(brand: Brand, *, logo: CleanPhoto | None, is_logo_removed: bool = False) -> Brand:
    """Store a brand. An old logo stays on the disk: issued reports show it for ever."""
    if logo is not None:
        storage, name = brand.logo.storage, logo_name(logo.sha256)
        if not storage.exists(name):
            storage.save(name, ContentFile(logo.jpeg))
        brand.logo, brand.logo_sha256 = name, logo.sha256
    elif is_logo_removed:
        brand.logo, brand.logo_sha256 = "", ""
    brand.save()
    return brand
