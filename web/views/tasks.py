"""Việc của tôi: what whoever is in has to do, the nearest deadline first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from chamdiem.web.guard import ENTERED, PageRequest, page
from chamdiem.web.pages import render


@page(ENTERED)
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to what is to be done."""
    return HttpResponseRedirect(reverse("tasks"))


@page(ENTERED)
def tasks(request: PageRequest) -> HttpResponse:
    """Show what is to be done."""
    return render(request, "tasks.html.j2")
