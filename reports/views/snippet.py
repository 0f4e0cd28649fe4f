"""The library of findings that are worded once and used again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import SignedInRequest
from reports import actions, forms, queries
from reports.models import Snippet


@require_GET
def snippet_list(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    context = {"snippets": queries.snippets(words), "q": words}
    return render(request, "reports/snippet_list.html", context)


@require_http_methods(["GET", "POST"])
def snippet_add(request: SignedInRequest) -> HttpResponse:
    form = forms.SnippetForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        actions.save_snippet(form.save(commit=False), request.user)
        messages.success(request, _("The finding is in the library."))
        return redirect("reports:snippet-list")
    context = {"form": form, "heading": _("Add a reusable finding")}
    return render(request, "reports/snippet_edit.html", context)


@require_http_methods(["GET", "POST"])
def snippet_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    snippet = get_object_or_404(Snippet, pk=pk)
    form = forms.SnippetForm(request.POST or None, instance=snippet)
    if request.method == "POST" and form.is_valid():
        actions.save_snippet(form.save(commit=False), request.user)
        messages.success(request, _("The finding is saved."))
        return redirect("reports:snippet-list")
    context = {"form": form, "snippet": snippet, "heading": _("Edit a reusable finding")}
    return render(request, "reports/snippet_edit.html", context)


@require_http_methods(["GET", "POST"])
def snippet_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    snippet = get_object_or_404(Snippet, pk=pk)
    if request.method == "POST":
        snippet.delete()
        messages.success(request, _("The finding is no longer in the library."))
        return redirect("reports:snippet-list")
    context = {
        "title": _("Delete a reusable finding"),
        "text": _("“%(title)s” goes out of the library. Reports that use its words keep them.")
        % {"title": snippet.title},
        "action": _("Delete"),
        "back": "..",
        "danger": True,
    }
    return render(request, "components/confirm.html", context)
