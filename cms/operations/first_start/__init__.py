"""The first start of an installation, by `manage.py setup`. A second run finds everything made, and changes nothing.

- `answers`: the settings that an installation needs, from its environment or from questions
- `services`: whether database, cache, storage and mail work
- `making`: the site, its first page, the practice and the first administrator
- `remaining`: what is left to do
"""
