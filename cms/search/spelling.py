"""Correct the words of a query by the vocabulary of the site."""

from cms.search.databases import fetch

SHORTEST = 3
"""Shorter words are not corrected: too many others are similar."""
LONG = 6
"""From this length on, a word has few others that differ from it by a letter."""
MAX_CANDIDATES = 4
"""How many corrections of a word are looked up in the index."""
COMPLETION_COST = 0.4
"""A word that is only begun is likelier than one with a wrong letter."""


def similar_words(words, database):
    """Return the words of the vocabulary that are closest to each of `words`, best first, in one query."""
    asked = [word for word in dict.fromkeys(words) if len(word) >= SHORTEST and not word.isdigit()]
    found = {word: set() for word in words}
    if not asked:
        return found
    for word, candidate, is_in_name in fetch(*_candidates(asked, database)):
        cost = _cost(word, candidate, is_in_name)
        if cost is not None and candidate != word:
            key = (cost, not is_in_name, candidate[0] != word[0], abs(len(candidate) - len(word)), candidate)
            found[word].add(key)
    return {word: [key[-1] for key in sorted(keys)[:MAX_CANDIDATES]] for word, keys in found.items()}


def _candidates(words, database):
    """Return SQL and parameters for the words that may be meant. Short ones need not have three letters in common."""
    sql, parameters = database.similar_words(words)
    for word in words:
        if len(word) < LONG:
            begins, values = database.starts_with("word", word[0])
            sql += (
                f" UNION ALL SELECT %s, word, is_in_name FROM {database.prefix}word WHERE {begins} AND is_in_name "
                f"AND LENGTH(word) BETWEEN {len(word) - 1:d} AND {len(word) + 1:d}"
            )
            parameters += [word, *values]
    return sql, parameters


def _cost(word, candidate, is_in_name):
    """Return how far `candidate` is from `word`, or None if it is too far to be meant.

    Most short words are one letter away from another word, so they are corrected only to words of names that begin
    with the same letter.
    """
    if candidate.startswith(word):
        return COMPLETION_COST + (len(candidate) - len(word)) / 100
    length = len(word)
    most = 0 if length < 4 else 1 if length < LONG else 2 if length < 10 else 3
    is_likely = length >= LONG or (is_in_name and candidate[0] == word[0])
    if not is_likely or abs(len(candidate) - length) > most:
        return None
    distance = edit_distance(word, candidate)
    return distance if distance <= most else None


def edit_distance(one, other):
    """Return how many letters to insert, delete, replace or swap with the next: the optimal string alignment."""
    before, previous = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
