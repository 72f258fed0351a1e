"""Addresses of the public front hall."""

from django.urls import path, register_converter

from tryggby.website.views import inbox, letters, machines, news, pages, search


class PageName:
    """The name of an editors' page; the editors' own place is none."""

    regex = r"(?!redaksjon/)[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PageName, "page")

app_name = "website"
urlpatterns = [
    path("", pages.front, name="front"),
    path("dette-gjor-vi/", pages.about, name="about"),
    path("prosjektet/", pages.project, name="project"),
    path("prosjektet/rediger/", pages.project_edit, name="project_edit"),
    path("ung/", pages.young, name="young"),
    path("foreldre/", pages.parents, name="parents"),
    path("for-ansatte/", pages.staff, name="staff"),
    path("nyheter/", news.news, name="news"),
    path("nyheter/<slug:slug>/", news.news_item, name="news_item"),
    path("sok/", search.search, name="search"),
    path("kontakt/", pages.contact, name="contact"),
    path("si-fra/", letters.letter, name="letter"),
    path("si-fra/ung/", letters.child_letter, name="child_letter"),
    path("post-inn/", inbox.inbox, name="inbox"),
    path("post-inn/<slug:key>/", inbox.message, name="message"),
    path("post-inn/<slug:key>/svar/", inbox.message_answer, name="message_answer"),
    path("post-inn/<slug:key>/lukk/", inbox.message_close, name="message_close"),
    path("personvern/", pages.privacy, name="privacy"),
    path("informasjonskapsler/", pages.cookies, name="cookies"),
    path("tilgjengelighet/", pages.accessibility, name="accessibility"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    # Last: the pages that editors have made.
    path("<page:slug>/", pages.page, name="page"),
]
