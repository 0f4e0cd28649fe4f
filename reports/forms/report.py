"""A report is begun and its texts are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language, Site
from audits.models import Visit
from reports.actions import Scope
from reports.models import Edition, Paper


class StartForm(forms.Form):
    """``covers``: the round when it is empty, else "client", "region:…", "site:…", "visit:…"."""

    language = forms.ChoiceField(label=_("Language of the report"), choices=Language.choices)
    covers = forms.ChoiceField(label=_("What it covers"), required=False)
    edition = forms.ChoiceField(label=_("Edition"), choices=Edition.choices, required=False)
    paper = forms.ChoiceField(label=_("Paper size"), choices=Paper.choices, required=False)

    def __init__(
        self,
        *args: Any,
        sites: Iterable[Site],
        visits: Iterable[Visit] = (),
        regions: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {f"site:{site.pk}": site for site in sites}
        self.visits = {f"visit:{visit.pk}": visit for visit in visits}
        self.regions = {f"region:{name}": name for name in regions}
        field = self.fields["covers"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = list(self.choices())
        self.helper = FormHelper()
        self.helper.add_input(Submit("start", _("Start a report")))

    def choices(self) -> Iterator[tuple[Any, Any]]:
        yield "", _("The whole round")
        yield "client", _("The whole client: the newest visits to each site")
        if self.regions:
            yield _("One region"), list(self.regions.items())
        yield _("One site"), [(key, site.name) for key, site in self.sites.items()]
        if self.visits:
            visits = [(key, f"{one.site.name} · {one.key}") for key, one in self.visits.items()]
            yield _("One visit"), visits

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        covers = data.pop("covers", "")
        data["scope"] = Scope(
            site=self.sites.get(covers),
            visit=self.visits.get(covers),
            region=self.regions.get(covers, ""),
            is_whole_client=covers == "client",
        )
        data["edition"] = data.get("edition") or Edition.FULL
        data["paper"] = data.get("paper") or Paper.A4
        return data
