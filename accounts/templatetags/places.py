from django import template

register = template.Library()


@register.filter
def is_within(path: str, place: str) -> bool:
    """Whether a page's path is this place or lies below it."""
    return path.startswith(place)
