"""Previews of drafts by a front end that lives elsewhere.

Without the setting `FRONTEND_URL` nothing here is used, and Wagtail previews with the site's own templates.
"""
