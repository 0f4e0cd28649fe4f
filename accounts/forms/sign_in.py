from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from accounts.models import Language, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def helper(text: StrOrPromise, name: str = "save") -> FormHelper:
    made = FormHelper()
    made.add_input(Submit(name, text))
    return made


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Sign in"))


class ResetForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Send me the link"))


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # no generic at run time
    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.helper = helper(_("Save the password"))


class AcceptForm(SetPasswordForm):  # type: ignore[type-arg]  # no generic at run time
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.helper = helper(_("Start"))


class ChangePasswordForm(PasswordChangeForm):
    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.helper = helper(_("Change the password"), "password")
        # Tells a password manager whose password this is.
        whose = HTML(
            '<input type="text" name="username" autocomplete="username"'
            ' value="{{ user.email }}" hidden>'
        )
        self.helper.layout = Layout(whose, "old_password", "new_password1", "new_password2")
        # The form stands below another on its page: the page must not jump to it.
        del self.fields["old_password"].widget.attrs["autofocus"]


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    class Meta:
        model = User
        fields = ("name", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Save"), "details")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=Language.choices)
