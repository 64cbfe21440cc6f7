"""Previews of drafts on a separate front end.

They are enabled by the settings `FRONTEND_URL` and `FRONTEND_URLS`. Without them, Wagtail previews pages with the
templates of the site.
"""
