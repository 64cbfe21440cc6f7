"""The order of lists."""


def unique_order(names):
    """Return `names`, by which a list is ordered, and the primary key after them, so that no two objects are equal.

    The primary key has the direction of the name before it, so that one index serves both directions.
    """
    is_descending = bool(names) and str(names[-1]).startswith("-")
    return [*names, "-pk" if is_descending else "pk"]
