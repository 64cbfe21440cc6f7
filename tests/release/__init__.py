"""The database of a stored release, and what its site answered: later code has to answer the same."""
