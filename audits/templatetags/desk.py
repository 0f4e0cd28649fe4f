"""Small things for the desk's templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from django.forms import BoundField

    from audits.forms.review import SendBackForm

register = template.Library()


@register.filter
def point(form: SendBackForm, code: str) -> BoundField:
    """The field in which the editor asks about one question."""
    return form.point(code)
