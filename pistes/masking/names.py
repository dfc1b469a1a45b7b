"""Names of persons told by what stands before them: « Mme Durand », « je m'appelle karim benali », « mon fils Lucas »."""

import re

# A word that may be part of a name, in any case; `_ENDS` are words that never are.
_WORD = r"[^\W\d_][\w'’\-]*"
_ENDS = frozenset(
    """
    a à ai ait an ans as au aussi aux avait avec avez avons ce cela ces cet cette chez comme comment dans de des
    depuis dit du elle elles en est et etait était être eu fait faut handicapé handicapée il ils j' j'ai je la là
    le les leur lui ma mais me même mes moi mon n' ne ni non nos notre nous on ont ou où par pas pendant peut
    plus pour pourquoi puis qu' que quel quelle qui sa sans se ses si son sont sur ta te tes toi ton tous tout
    toute tres très tu un une va vais veut veux vient voudrais vous y âgé âgée age adulte aîné ainé autiste
    aveugle bien bonjour cherche cherchent demande doit entre grand grande habite habitons hier ici jeune malade
    marche mariée merci né née nouveau nouvelle petit petite placé placée quand rentre reste sait sort sourd
    souhaite suis svp vit voisin voisine vraiment toujours souvent jamais
    """.split()
)
_TITLE = r"(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle|docteur|dr\.?|maître)"
_SELF = (
    r"(?:je m['’ ]?appell?e|mon nom (?:est|c'est)|moi c['’ ]?est|je suis (?:m\.|mme|monsieur|madame)|signé|"
    r"cordialement,?|au nom de)"
)
_KIN = (
    "fils|fille|m[èe]re|p[èe]re|fr[èe]re|s(?:œ|oe)ur|mari|femme|conjoint|conjointe|compagnon|compagne|oncle|tante|cousin|"
    "cousine|neveu|ni[èe]ce|voisin|voisine|ami|amie|papa|maman|mamie|papi|gamin|gamine|protégé|protégée"
)
_RELATION = (
    rf"(?:m(?:on|a) (?:petit[- ]|petite[- ]|grand[- ]|grande[- ]|belle[- ]|beau[- ])?(?:{_KIN})|l['’]enfant|le petit|"
    r"la petite|s['’]appell?e|se nomme|nomm[ée]e?|pr[ée]nomm[ée]e?|référente?|éducatrice|éducateur)"
)
BEFORE_NAME = tuple(
    re.compile(rf"\b(?P<before>{before})[\s,:]+(?P<name>{_WORD}(?:[ \-]{_WORD}){{0,2}})", re.I)
    for before in (_TITLE, _SELF, _RELATION)
)


def name_in(found: str, *, capital_only: bool) -> str:
    """The words of `found` that make a name, from its start; empty when the first is none.

    `capital_only`: after a relation ("mon fils"), only a capital tells a name from the rest of the sentence.
    """
    kept = []
    for word in found.split(" "):
        if word.lower().strip("'’-") in _ENDS or word.lower().startswith(
            ("j'", "l'", "d'", "qu'", "n'", "s'", "c'", "j’", "l’")
        ):
            break
        if capital_only and not word[:1].isupper():
            break
        kept.append(word)
    return " ".join(kept)


def after_relation(pattern: "re.Pattern[str]") -> bool:
    """Whether `pattern` is the one of relations."""
    return pattern is BEFORE_NAME[2]
