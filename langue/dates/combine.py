"""From the dates found in a message to the one that it asks for.

Two dates may make a range (« du samedi 5 au lundi 7 »), a choice (« samedi ou dimanche », taken as one span), or say
the same twice (« demain jeudi »). Words before bound a date (« avant Noël »), refuse it (« pas samedi ») or tell the
past (« depuis lundi »). Of several that remain, what is still to come, asked with a question mark, or corrected, wins.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from langue.dates.calendar import DAY, WEEK, Span, add_months, month_span
from langue.dates.candidate import Candidate

_ARTICLES = r"(?:(?: (?:la|le|l|les|au|a|en|du|de))? )$"
_BOUND = re.compile(
    r"(?:^|(?<=\s))(?P<word>pas avant|pas apres|avant|d ici|jusqu|apres|a partir|partir|a compter|des)" + _ARTICLES
)
_HISTORY = re.compile(r"(?:^|\s)(?:depuis|(?:ne|nee|nes) le|naissance)" + _ARTICLES)
# A longer message that names a past day tells what happened; a short one may ask about it.
_SHORT_MESSAGE_WORDS = 6
# A day or month lately gone, after a thing done, tells of the past too (« déposé en juin »).
_RECENT = timedelta(days=183)
_TOLD = re.compile(r"\b(?:j ai|jai|j avais|j etais|je suis|on m a|m a|nous avons|(?:il|elle|on) (?:a|est) [a-z]{3,})\b")
_DONE = re.compile(
    r"\b(?:depose|envoye|fait|signe|recu|appele|ecrit|demande|rempli|refuse|opere|hospitalise|tombe|decede|mort|demenage|accouche|"
    r"perdu|divorce|arrive|vote|adopte|lance|cree|nomme|decide|valide|renvoye|eu|vu|ne)(?:e|s|es)?\b[^.?]*$"
)
# A finished event and its moment, in one clause: « rentrée de l'hôpital lundi », « repris une ferme au printemps ».
_BEEN = r"(?<!si )(?<!si on )(?<!si je )(?:suis|es|est|sommes|etes|sont|ai|as|a|avons|avez|ont|g|jai|ete)"
_HAPPENED = (
    "rentre|sorti|tombe|arrive|parti|venu|opere|hospitalise|decede|mort|accouche|depose|envoye|recu|appele|licencie|renvoye|"
    "diagnostique|enterre|perdu|demenage|emmenage"
)
_BEGUN = "repris|quitte|lache|commence|arrete|achete|vendu|entre|installe|place|separe|divorce|marie|refuse|signe|mute"
_CLAUSE = r"(?:e|s|es)?(?: (?!pour\b|qui\b|que\b|qu\b|mais\b|et\b|ou\b|si\b|car\b|donc\b|avant\b|apres\b)\w+){0,7} $"
_HAPPENED_BEFORE = re.compile(rf"\b{_BEEN} (?:{_HAPPENED}){_CLAUSE}")
_BEGUN_BEFORE = re.compile(rf"\b{_BEEN} (?:{_HAPPENED}|{_BEGUN}){_CLAUSE}")
_REFUSED_BEFORE = re.compile(
    r"(?:^|\s)(?:pas|sauf|hormis|excepte|hors|ni|plutot que|au lieu|et non)"
    r"(?: (?:libre|dispo\w*|possible|la|le|ce|pour|du|tout|bon|de|trop|forcement|ici|l|les|en|venir|aller|c est))* $"
)
_REFUSED_AFTER = re.compile(
    r" (?:, )?(?:non\b|pas possible|c est pas|c pas|(?:je|on) (?:ne )?(?:peux|peut|suis|sommes|travaille) pas|"
    r"ca (?:ne )?(?:va|marche) pas|impossible|j ai pas)"
)
_RANGE_BEFORE = re.compile(r"(?:^|\s)(?:du|de|d|entre|des)(?: (?:le|la|l))? $")
_RANGE_BETWEEN = re.compile(
    r"(?:(?: ,)? (?:au|a|aux|jusqu au|jusqu a|jusqu en|jusqu|et|et le)(?: (?:la|le|l))?)? | ?- ?"
)
_PLAIN_RANGE_BETWEEN = re.compile(r" (?:au|jusqu au|jusqu a|jusqu)(?: (?:la|le|l))? | ?- ?")
_AND = re.compile(r"(?: ,)? (?:et|ou|ou bien|et ou|puis|sinon|et aussi|voire)(?: (?:la|le|l|les|alors|bien))? ")
_COMMA = re.compile(r" , ")
_SAME_THING = re.compile(r"(?: ,)?(?: (?:c est a dire|soit|donc|le|la|l|du|de|de la|des|pendant|pour|dans))* ")
_CORRECTED = re.compile(
    r"\b(?:non|plutot(?! que)|finalement|en fait|pardon|enfin|erreur|je voulais dire|je veux dire|oups|mieux|mais)\b"
)
_THE_NEXT_ONE = re.compile(
    r"(?: ,)? (?:mais |plutot )*(?:celui d apres|celle d apres|le suivant|la suivante|celui qui suit)"
)
_LATER_START = ("vacances", "les vacances", "petites", "grandes", "prochain", "journee", "fete", "mois", "semaine")


def choose(candidates: list[Candidate], text: str, today: date) -> Candidate | None:
    """The dates asked for among `candidates`, found in `text` (rewritten and masked); None when there are none."""
    joined = _join(candidates, text)
    wanted: list[Candidate] = []
    refused: list[Candidate] = []
    for candidate in joined:
        before = text[max(candidate.start - 60, 0) : candidate.start]
        if _HISTORY.search(before) or _is_told(candidate, text, today):
            continue
        if _is_refused(candidate, text):
            refused.append(candidate)
        else:
            wanted.append(_bounded(candidate, before, text, today))
    if not wanted:
        return _next_after_refused(refused, text)
    kept = [c for c in wanted if not _REFUSED_AFTER.match(text, c.end)] or wanted
    best = _best(kept, text, today)
    return _not_the_refused(best, [*refused, *(c for c in wanted if c not in kept)], text)


def after_previous(best: Candidate, text: str, previous: Span) -> Candidate:
    """« Samedi prochain » after an answer on this Saturday: the week after; still that one when said again."""
    if best.cycle != "week" or "prochain" not in text[best.start : best.end]:
        return best
    following = _shifted(best, WEEK.days)
    just_shown = previous[0] <= best.date_from and best.date_to <= previous[1]
    said_again = (following.date_from, following.date_to) == previous
    return following if just_shown or said_again else best


def _is_told(candidate: Candidate, text: str, today: date) -> bool:
    """Whether the date belongs to a story: « j'ai appelé hier », « déposé en juin »."""
    before = text[: candidate.start]
    if candidate.date_to < today and today.year - candidate.date_to.year <= 1:
        return len(re.findall("[a-z0-9]+", text)) > _SHORT_MESSAGE_WORDS or _TOLD.search(text) is not None
    if candidate.date_from > today and "prochain" not in text[candidate.start : candidate.end]:
        ended = {"week": _HAPPENED_BEFORE, "year": _BEGUN_BEFORE}.get(candidate.cycle)
        if ended is not None and ended.search(before):
            return True
    a_year_ago = candidate.cycle == "year" and add_months(candidate.date_from, -12) >= today - _RECENT
    return a_year_ago and candidate.date_from > today + _RECENT and _DONE.search(before) is not None


def _is_refused(candidate: Candidate, text: str) -> bool:
    return _REFUSED_BEFORE.search(text[max(candidate.start - 60, 0) : candidate.start]) is not None


def _join(candidates: list[Candidate], text: str) -> list[Candidate]:
    joined: list[Candidate] = []
    for position, candidate in enumerate(candidates):
        both = _pair(joined[-1], candidate, text, _leads_to_and(candidates, position, text)) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(candidate)
    return joined


def _leads_to_and(candidates: list[Candidate], position: int, text: str) -> bool:
    """Whether a list goes on to « et » or « ou » after this candidate (« vendredi, samedi ou dimanche »)."""
    following = candidates[position + 1 : position + 2]
    return bool(following) and _AND.fullmatch(text, candidates[position].end, following[0].start) is not None


def _pair(first: Candidate, second: Candidate, text: str, listed: bool) -> Candidate | None:
    """The two as one span, or None when they are apart."""
    gap = first.end, second.start
    if second.start - first.end > 24:
        return None
    before = text[max(first.start - 12, 0) : first.start]
    opened = _RANGE_BEFORE.search(before) or text[first.start : first.start + 3] in ("du ", "de ")
    if (opened and _RANGE_BETWEEN.fullmatch(text, *gap)) or _PLAIN_RANGE_BETWEEN.fullmatch(text, *gap):
        first, second = _in_order(first, second)
        if second.date_to >= first.date_from and second.date_from > first.date_from:
            return replace(first, end=second.end, date_to=second.date_to)
        return None
    if _SAME_THING.fullmatch(text, *gap) and not _is_refused(first, text):
        inner = _inner(first, second)
        if inner:
            return replace(inner, start=first.start, end=second.end)
    follows = text[first.end : second.start] == " " and first.date_to + DAY == second.date_from
    if follows or _AND.fullmatch(text, *gap) or (listed and _COMMA.fullmatch(text, *gap)):
        first, second = _in_order(first, second)
        low, high = min(first.date_from, second.date_from), max(first.date_to, second.date_to)
        return replace(first, end=second.end, date_from=low, date_to=high)
    return None


def _in_order(first: Candidate, second: Candidate) -> tuple[Candidate, Candidate]:
    """Each read alone is the next to come; together, the second follows the first."""
    if second.date_from >= first.date_from:
        return first, second
    if second.cycle == "week":
        return first, _shifted(second, WEEK.days)
    if first.cycle == "year":
        return replace(first, date_from=add_months(first.date_from, -12), date_to=_year_before(first.date_to)), second
    return first, second


def _year_before(day: date) -> date:
    # The last day of February stays the last day.
    return month_span(day.year - 1, day.month)[1] if (day + DAY).day == 1 else add_months(day, -12)


def _shifted(candidate: Candidate, days: int) -> Candidate:
    return replace(candidate, date_from=candidate.date_from + days * DAY, date_to=candidate.date_to + days * DAY)


def _inner(first: Candidate, second: Candidate) -> Candidate | None:
    if first.date_from <= second.date_from and second.date_to <= first.date_to:
        return second
    if second.date_from <= first.date_from and first.date_to <= second.date_to:
        return first
    # « mardi de la semaine du 7 »: the weekday within the week named after it.
    length = (first.date_to - first.date_from).days
    if first.cycle == "week" and length <= 1 and (second.date_to - second.date_from).days == 6:
        inside = second.date_from + first.date_from.weekday() * DAY
        return replace(first, date_from=inside, date_to=inside + length * DAY)
    return None


def _bounded(candidate: Candidate, before: str, text: str, today: date) -> Candidate:
    match = _BOUND.search(before)
    written = text[candidate.start : candidate.end]
    if not match:
        return candidate
    word = match["word"]
    ends = written.startswith(("fin ", "ce ", "debut ", "mi ", "milieu "))
    if word == "des" and written.startswith(_LATER_START):
        return candidate
    if word == "avant":
        last = candidate.date_to if written.startswith("fin ") else candidate.date_from - DAY
        return replace(candidate, date_from=min(today, max(last, today)), date_to=max(last, today))
    if word in ("d ici", "jusqu", "pas apres"):
        short = (candidate.date_to - candidate.date_from).days <= 7
        last = candidate.date_to if word != "d ici" or short or ends else candidate.date_from
        return replace(candidate, date_from=min(today, last), date_to=last)
    start = candidate.date_to + DAY if word == "apres" else candidate.date_from
    return replace(candidate, date_from=start, date_to=add_months(start, 12), open_end=True)


def _best(wanted: list[Candidate], text: str, today: date) -> Candidate:
    """The latest correction, else what is to come, in a question, first."""
    to_come = [c for c in wanted if c.date_to >= today] or wanted
    best = to_come[0]
    for candidate in to_come[1:]:
        if _CORRECTED.search(text, best.end, candidate.start):
            best = candidate
    if best is to_come[0]:
        asked = [c for c in to_come if re.match(r"[^.?]*\?", text[c.end :])]
        best = asked[0] if asked else best
    return best


def _next_after_refused(refused: list[Candidate], text: str) -> Candidate | None:
    """« pas ce week-end, celui d'après »."""
    for candidate in refused:
        match = _THE_NEXT_ONE.match(text, candidate.end)
        if match:
            return replace(_shifted(candidate, WEEK.days), end=match.end())
    return None


def _not_the_refused(best: Candidate, refused: list[Candidate], text: str) -> Candidate:
    """« pas ce week-end, le week-end prochain »: the second cannot be the one just refused."""
    same = any((r.date_from, r.date_to) == (best.date_from, best.date_to) for r in refused)
    if same and best.cycle == "week" and "prochain" in text[best.start : best.end]:
        return _shifted(best, WEEK.days)
    return best
