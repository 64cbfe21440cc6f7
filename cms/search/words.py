"""Words of texts and queries, folded so that case, accents and plurals make no difference."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile(r"['’]s\b")
SEPARATOR = re.compile(r"[,;\n]+")
FILLER = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "has", "have", "how", "i"}
    | {"in", "is", "it", "me", "my", "of", "on", "or", "our", "s", "t", "the", "to", "us", "was", "we", "what"}
    | {"when", "where", "which", "who", "why", "will", "with", "you", "your"}
)
"""Words that are left out of queries and names that have others: nearly every page contains them."""
VAGUE = frozenset(
    {"best", "good", "job", "new", "operation", "procedure", "procedures", "surgeries", "surgery", "surgical"}
    | {"therapy", "treatment", "treatments"}
)
"""Words that say little alone. Where no page has all words of a query, these are left out."""


def fold(text):
    """Return `text` in lower case and without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def words_of(text):
    """Return the folded words of `text`. Hyphens separate words, and a possessive “’s” is left out."""
    return WORD.findall(POSSESSIVE.sub("", fold(text)))


def singular(word):
    """Return `word` without the ending of an English plural. It need not be a word: both sides are compared so."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def forms_of(word):
    """Return singular and plural of a word, as far as `singular` knows them."""
    one = singular(word)
    return {word, one, f"{one}s", f"{one[:-1]}ies" if one.endswith("y") else one}


def without_filler(words):
    """Return `words` without those that nearly every page contains, unless there are no others."""
    return [word for word in words if word not in FILLER] or list(words)


def key_of(words):
    """Return a key that is equal for names that differ in spaces, hyphens, plurals and small words.

    “Face-lifts” and “a facelift” have the same.
    """
    return "".join(map(singular, without_filler(words)))[:255]


def names_in(text):
    """Return the names in `text`, a list that is separated by commas, semicolons or line breaks."""
    return list(dict.fromkeys(name for part in SEPARATOR.split(text) if (name := " ".join(part.split()))))
