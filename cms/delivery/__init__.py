"""Delivery of answers: the context of a request, headers for caches, and the views that serve uploaded files."""
