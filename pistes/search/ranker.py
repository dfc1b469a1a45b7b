"""The one ranker: orders recalled documents the same way whatever the database.

A score is a sum: what the words say, then how well each criterion fits (`fit`). The weights are explained in
`docs/decisions/search-ranking.md`.
"""

from collections.abc import Sequence

from pistes.search import fit
from pistes.search.context import Context, Document, Scored
from pistes.search.documents import KEYWORDS, TITLE

# What the words are worth, and what it is worth that they name the record.
TEXT, NAMED_GIVEN, NAMED_SAID = 3.0, 2.5, 0.3
# What it is worth that a sentence encoder finds the record near the query (cosine).
MEANING = 2.0
# Share of the place's points that a record keeps when it holds none of the words.
UNMATCHED = 0.8
# How much of a text's points depends on how many of the words it holds.
COVERAGE = 0.5


def score_all(documents: Sequence[Document], context: Context, meanings: Sequence[float] = ()) -> list[Scored]:
    """Score every document; the higher the better. `meanings`: cosine of each with the query, when it is known."""
    texts = [_text(document, context) for document in documents]
    best = max(texts, default=0.0)
    scored = [_score(document, context, text, best) for document, text in zip(documents, texts, strict=True)]
    for made, meaning in zip(scored, meanings, strict=False):
        made.score += MEANING * meaning
    return scored


def _score(document: Document, context: Context, text: float, best: float) -> Scored:
    held = _held(document, context)
    named = _named(document, held, context)
    distance = context.distances.get(document.insee) if document.insee else None
    # What a record says decides how much it counts that it is near: the nearest counter is no answer to « concert ».
    match = 1.0 if context.criteria.given or not best else UNMATCHED + (1 - UNMATCHED) * text / best
    made = Scored(document, 0.0, text, match, held, named, distance)
    name = (NAMED_GIVEN if context.criteria.given else NAMED_SAID) if named else 0.0
    made.score = TEXT * text + name + sum(fits(made, context) for fits in fit.EVERY)
    return made


def _text(document: Document, context: Context) -> float:
    """Part of what was looked for that the document holds, by rarity and field; 0 to about 1."""
    groups, most = context.reading.groups, context.most
    if not most:
        return 0.0
    weights = document.weights
    total = covered = 0.0
    for group in groups:
        best = 0.0
        for token, weight in group.tokens.items():
            held = weights.get(token)
            if held is not None and weight * held > best:
                best = weight * held
        if best:
            total += group.rarity * min(best / TITLE, 1.1)
            covered += group.rarity * group.strength
    if not total:
        return 0.0
    share = total / most * (1 - COVERAGE + COVERAGE * min(1.0, covered / most))
    title = sum(token in context.said for token in document.title) / len(document.title) if document.title else 0.0
    return share + 0.15 * title


def _held(document: Document, context: Context) -> frozenset[str]:
    """Words looked for that stand in the title or the keywords."""
    return frozenset(
        group.word
        for group in context.reading.groups
        if group.named and document.weights.get(group.word, 0) >= KEYWORDS
    )


def _named(document: Document, held: frozenset[str], context: Context) -> bool:
    """Whether the text names this record: a rare word of its title or keywords, or most of its title."""
    rare = max(8, context.statistics.documents // 500)
    if any(context.statistics.of(token) <= rare for token in held):
        return True
    both = held & set(document.title)
    return len(both) >= 2 and len(both) >= 0.6 * len(document.title)
