"""Content types that are gone, while the database holds what was made of them.

An app stands in for each, whose models have the tables of the real ones and keep their rows as they are.
"""
