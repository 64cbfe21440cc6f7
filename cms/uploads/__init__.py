"""Titles, storage and forms of uploaded images and documents."""
