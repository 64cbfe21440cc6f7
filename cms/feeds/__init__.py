"""Atom feeds of lists of pages (RFC 4287).

A page type that lists pages by date declares its feed by `FeedMixin`. The feed is at `feed.xml` below the list.
"""
