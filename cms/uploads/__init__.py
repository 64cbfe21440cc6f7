"""Titles, storage and forms of uploaded images and documents.

`cms.images.sanitize` removes metadata from images. Documents are stored as they are uploaded, with their metadata:
`cms.documents.types` only checks their type.
"""
