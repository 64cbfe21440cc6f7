"""Build the expression of a query: a tree that each database writes in its own query language.

A node is a phrase (a tuple of words that follow each other), the `Beginning` of a word, or `Every` or `Either` of
other nodes.
"""

from dataclasses import dataclass

from cms.search.words import FILLER, key_of, without_filler, words_of

MAX_WORDS = 10
"""Further words of a query are ignored, because each costs time."""
MAX_WORD_LENGTH = 60
MAX_NAME_WORDS = 5
"""Up to how many words of a query are looked up as one name."""
MAX_SAME = 8
"""How many other names of the same thing a search includes."""
SHORTEST_PART = 3
"""Length of the shortest part of a joined word."""
LONGEST_JOINED = 25
"""Longer words are not split."""
SHORTEST_BEGINNING = 2
"""Number of letters from which words that begin so are searched for."""


@dataclass(frozen=True)
class Every:
    """Matches where all nodes do."""

    nodes: tuple


@dataclass(frozen=True)
class Either:
    """Matches where at least one node does."""

    nodes: tuple


@dataclass(frozen=True)
class Beginning:
    """Matches words that begin with `letters`."""

    letters: str


def query_words(query):
    """Return the words of `query` that are searched for: without fillers, unless it has no others."""
    return tuple(word[:MAX_WORD_LENGTH] for word in without_filler(words_of(query))[:MAX_WORDS])


def name_keys(words):
    """Return the keys of all names that a query of these `words` may contain, by the slices of the words."""
    count = len(words)
    return {
        (start, end): key_of(words[start:end])
        for start in range(count)
        for end in range(start + 1, min(count, start + MAX_NAME_WORDS) + 1)
    }


def parts_of(words):
    """Return the other words as which `words` may be spelled: two that are joined, or both parts of one."""
    spellings = (spelling for number in range(len(words)) for spelling in _spellings(words, number))
    return set().union(*spellings)


def expression(words, same, known, combine=Every, *, unfinished=False):
    """Return the expression for `words`, in which each word or name may be replaced by another one.

    Args:
        words: the result of `query_words`.
        same: other names of the same thing, by key: lists of texts.
        known: those of `parts_of(words)` that the vocabulary has. Others would cost time and find nothing.
        combine: `Every` if all words must occur, or `Either`.
        unfinished: whether the last word may be the beginning of one, since somebody is typing it.
    """
    keys = name_keys(words)
    nodes, start = [], 0
    while start < len(words):
        ends = range(min(len(words), start + MAX_NAME_WORDS), start, -1)
        end = next((end for end in ends if keys[start, end] in same), start + 1)
        each = [
            Either(((words[number],), *(other for other in _spellings(words, number) if known.issuperset(other))))
            for number in range(start, end)
        ]
        others = [tuple(words_of(name)) for name in same.get(keys[start, end], ())[:MAX_SAME]]
        if unfinished and end == len(words) and len(words[-1]) >= SHORTEST_BEGINNING:
            each[-1] = Either((*each[-1].nodes, Beginning(words[-1])))
        others = dict.fromkeys(filter(None, others))
        if end == start + 1:
            others.pop(words[start:end], None)  # it is there, and would count twice
        nodes.append(Either((combine(tuple(each)), *others)))
        start = end
    return combine(tuple(nodes))


def _spellings(words, number):
    """Return a word as joined with each of its neighbours, and as two: “facelift” and “face lift” for each other."""
    word = words[number]
    pairs = [words[number - 1 : number + 1]] if number else []
    pairs += [words[number : number + 2]] if number + 1 < len(words) else []
    joined = [("".join(pair),) for pair in pairs]
    ends = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if len(word) <= LONGEST_JOINED else ()
    splits = [(word[:at], word[at:]) for at in ends]
    return (*joined, *(parts for parts in splits if not FILLER.intersection(parts)))


def words_in(node):
    """Return all words in an expression."""
    match node:
        case Every(nodes) | Either(nodes):
            return {word for inner in nodes for word in words_in(inner)}
        case Beginning(letters):
            return {letters}
    return set(node)
