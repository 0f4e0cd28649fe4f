"""Forms of a client, its sites and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import CLIENT_ROLES, HOUSE_ROLES, Client, Language, Role, Site
from accounts.queries.client import client_key, regions_of, site_key, site_taken

if TYPE_CHECKING:
    ClientModelForm = forms.ModelForm[Client]
    SiteModelForm = forms.ModelForm[Site]
else:
    ClientModelForm = SiteModelForm = forms.ModelForm


class ClientForm(ClientModelForm):
    """The key is made from the name once and stays: reports and files refer to it."""

    class Meta:
        model = Client
        fields = ("name", "language")

    def save(self, commit: bool = True) -> Client:
        if not self.instance.key:
            self.instance.key = client_key(self.instance.name)
        return super().save(commit)


class SiteForm(SiteModelForm):
    class Meta:
        model = Site
        fields = ("name", "channel", "region")
        help_texts = {
            "region": gettext_lazy("Sites of one region are compared together. May be left empty.")
        }

    def __init__(self, client: Client, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.client = client
        self.regions = regions_of(client)
        self.fields["region"].widget.attrs |= {"list": "regions", "autocomplete": "off"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if site_taken(self.instance.client, name, but=self.instance):
            raise ValidationError(_("This client has a site of this name already."))
        return name

    def save(self, commit: bool = True) -> Site:
        if not self.instance.key:
            self.instance.key = site_key(self.instance.client, self.instance.name)
        return super().save(commit)


def role_choices(roles: tuple[Role, ...]) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in roles]


class InviteForm(forms.Form):
    """Invite somebody of the house, with every client."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=Language.choices,
        help_text=gettext_lazy("Of the pages and mails that this person gets."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=role_choices(HOUSE_ROLES), widget=forms.RadioSelect
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class ClientInviteForm(InviteForm):
    """Invite somebody to one client: the client's own people, or the house's for it alone."""

    def __init__(self, client: Client, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", client.language)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"),
            choices=[
                ("", _("Choose a role")),
                (_("The client's people"), role_choices(CLIENT_ROLES)),
                (_("Our people, for this client alone"), role_choices(HOUSE_ROLES)),
            ],
        )
        self.fields["sites"] = forms.ModelMultipleChoiceField(
            label=_("Sites of a site manager"),
            queryset=client.sites.all(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("For a site manager only: the sites whose reports he or she reads."),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_site_manager = data.get("role") == Role.SITE_MANAGER
        if is_site_manager and "sites" in data and not data["sites"]:
            self.add_error("sites", _("Choose at least one site for a site manager."))
        if not is_site_manager:
            data["sites"] = []
        return data
