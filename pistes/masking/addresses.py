"""Street addresses: with a number anywhere, without one only where the sentence says that somebody lives there."""

import re

from langue.normalise import fold

MASK = "[adresse]"
_SURE = (
    r"rue|ruelle|avenue|av(?=[.\s])\.?|ave\.?|boulevard|boul\.?|bd\.?|bld\.?|blvd\.?|chemin|"
    r"ch(?:e?m)?\.|chem|che?m(?=\s)|impasse|imp\.?|"
    r"all[ée]es?|all\.|route|rte\.?|quai|lotissement|lotis\.?|mont[ée]e|faubourg|fbg\.?|fg\.?|sentier|"
    r"traverse|esplanade|"
    r"all?[ée]e?s?|bvd\.?|boulvard|impase|chauss[ée]e|lev[ée]e|lieu[- ]?dit|lieudit|ld|immeuble|"
    r"zone artisanale|za|hameau|ham\.|venelle|promenade|rés\.|r[ée]sidence|square|sq\.|r(?=\.?\s(?:de|"
    r"du|des|d'))\.?"
)
_DOUBTFUL = (
    r"place|pl\.?|cours|passage|cit[ée]|quartier|voie|villa|clos|domaine|parvis|cour|c[ôo]te|tour|"
    r"rond[- ]point"
)
_LINK = r"(?:(?:de|du|des|le|la|les|aux?|sur|sous|en)\s+|(?:de\s+)?(?:l|d)['’ ]\s?)*"
_STOP = (
    r"(?:à|a|et|je|j|où|ou|pour|chez|depuis|qui|que|qu|quand|est|sont|mais|merci|svp|stp|il|elle|on|"
    r"nous|vous|ça|ca|c|avec|"
    r"sans|peut|peux|puis|pouvez|comment|quel|quelle|faut|faudrait|avant|après|apres|demain|près|pres|"
    r"dans|car|en|y|bonjour|"
    r"tel|tél|téléphone|mail|mon|ma|mes|son|sa|ses|notre|votre|vers|au|veut|voudrais|voudrait|cherche|habite|besoin|"
    r"a-t-il|code|cp|ne|pas|n|ils|se|si|quels?|sur|vient|viennent|passe|venir|vient|donc|alors|aujourd|"
    r"sera[\w\-]*|reste[\w\-]*)"
)
_NAME = (
    rf"(?:(?!c'|{_STOP}\s)(?:{_LINK})(?:\d{{1,2}}(?:er)?\s+)?[^\W\d_][\w'’\-.]*(?<![.])(?:[ ](?!{_STOP}\b|"
    rf"\d{{3,}})(?:\d{{4}}\b|[\w'’\-]+)){{0,5}}(?:\s*,?\s*\b4[23]\d{{3}}\b)?)"
)
_MORE = (
    r"(?:\s*,?\s*(?:(?:b[âa]t(?:iment)?|apt|appt?|appart(?:ement)?|[ée]tage|esc(?:alier)?|porte|"
    r"entr[ée]e|logt|logement|bloc|bp|hall|n°)"
    r"\.?\s*(?:n°\s*)?[a-z]?\s?\d*[a-z]?\b|\d+(?:er|e|[èe]me)\s+[ée]tage))*"
)
_SMALL = "un|deux|trois|quatre|cinq|six|sept|huit|neuf"
_LARGE = "dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante"
_NUMBER = (
    rf"(?:(?:n°|num[ée]ro|no)\s*)?(?:\d{{1,4}}|(?:six|sept|huit|neuf|{_LARGE})"
    rf"(?:[\s\-](?:et[\s\-])?(?:{_SMALL}|{_LARGE}))*)(?:\s?(?:bis|ter|quater|[a-d])\b)?"
)
_NUMBERED = re.compile(
    rf"(?<![\w/])(?<!\brd )(?<!\brn )(?<!\bd )(?<!\bn ){_NUMBER}\s*,?\s*(?:(?:de|dans)\s+(?:la|"
    rf"l['’])\s*)?(?:(?:{_SURE})(?<!\d)(?:\s+|(?<=\.)){_NAME}|grande?[ \-]rue\b|le bourg\b){_MORE}",
    re.I,
)
_NUMBERED_DOUBTFUL = re.compile(
    rf"(?<![\w/])(?<!\ble )(?<!di )(?<!dimanche ){_NUMBER}\s*,?\s*(?:{_DOUBTFUL})\s+(?!en\b|pour\b|à\b|"
    rf"au\b|dans\b|chez\b|par\b|disponible|libre|gratuit|assise){_NAME}{_MORE}",
    re.I,
)
_REVERSED = re.compile(
    rf"\b(?:{_SURE})\s+{_NAME}\s*,?\s+(?:au\s+)?(?:n°|num[ée]ro|no|num)\s*\d{{1,4}}(?:\s?bis|\s?ter)?", re.I
)
_UNNUMBERED = re.compile(rf"\b(?:{_SURE}|{_DOUBTFUL})\s+{_NAME}{_MORE}", re.I)
_FLAT = re.compile(
    r"\b(?:b[âa]t(?:iment)?\.?\s+[a-z0-9]{1,3}\b[\s,]*)?(?:apt|appt|"
    r"appart(?:ement)?)\.?\s*(?:n°\s*)?[a-z]?\d+[a-z]?\b",
    re.I,
)
_LIVES = re.compile(
    r"\b(?:j ?habit\w*|habit(?:e|es|ons|ent|ait|ais)|log(?:e|ee|ons|ent)|vis|vit|vivons|demeur\w+|"
    r"domicili\w*|domicile|resid(?:e|ons|ent|ait)|"
    r"mon adresse|son adresse|notre adresse|adresse ?(?:postale|:|c'est|est)|chez (?:moi|nous|elle|"
    r"lui|ma|mon)|ma maison|mon appart\w*|"
    r"installee?s? (?:au|rue)|demenage\w*|je suis (?:au|rue|dans la rue)|envoye[rz]? (?:au|a|le|la|chez))\b"
)
# « 2 cours de sport », « 1 place de cinéma »: a number and no address, unless somebody lives there.
_COUNTED = re.compile(r"\b(?:cours|tour|place|voie|passage)s?\s+(?:de|d['’]|du)", re.I)


def mask_addresses(text: str) -> str:
    """`text` without street addresses. Communes after a street stay readable."""
    lives = bool(_LIVES.search(fold(text)))
    text = _REVERSED.sub(MASK, text)
    text = _NUMBERED.sub(MASK, text)
    text = _NUMBERED_DOUBTFUL.sub(
        lambda m: m[0] if not lives and _COUNTED.search(m[0]) and m[0].islower() else MASK, text
    )
    if lives:
        text = _UNNUMBERED.sub(_where_somebody_lives, text)
        text = _FLAT.sub(MASK, text)
    return text


# « un hameau au-dessus de Tence », « quelle est sa rue »: no name of one follows.
_ANY = re.compile(
    r"\b(?:une?|mon|ma|notre|son|sa|leur|votre|ce|cette|cet|quelle?|chaque|meme|petite?|vieux|vieille)\s+$"
)


def _where_somebody_lives(match: "re.Match[str]") -> str:
    before = fold(match.string[max(0, match.start() - 45) : match.start()])
    return MASK if _LIVES.search(before) and not _ANY.search(before) else match[0]
