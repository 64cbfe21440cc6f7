"""Metadata of a site and its pages, for browsers, search engines and other sites.

- `templatetags.metadata`: parts of the `<head>` of a page
- `share_image`: the image of a link on other sites, for a page that has none of its own
- `icons`: the icons of the site
- `views`: robots.txt, the web app manifest, the icons and the share image
"""
