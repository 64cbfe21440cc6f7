"""Placeholders for content types that do not run although the database contains their tables.

Each of them gets a placeholder app, whose models use the existing tables and leave their rows unchanged.
"""
