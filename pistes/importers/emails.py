"""Electronic addresses: is it one, and is it a private person's? Those of persons never come in."""

import re

from pistes.importers.cleaning import folded

_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
ANYWHERE = re.compile(r"[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+")
# Providers of mailboxes for anybody.
_PROVIDERS = frozenset(
    """
    gmail.com gmail.fr googlemail.com hotmail.com hotmail.fr outlook.com outlook.fr live.fr live.com msn.com yahoo.fr
    yahoo.com orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr icloud.com me.com protonmail.com
    proton.me numericable.fr aliceadsl.fr club-internet.fr gmx.fr gmx.com
    """.split()
)
# Words of an address that an organisation reads, whoever the provider is.
_OFFICE = re.compile(
    r"service|mairie|accueil|contact|ccas|asso|msap|mfs|mds|office|tourisme|biblio|mediath|ecole|college|club|comite|"
    r"amicale|foyer|maison|centre|social|bus|secretariat|info|direction|standard|ehpad|residence|afr|udaf|pimms|cyber|"
    r"numerique|espace|france|departement|communaute|agglo|festival|musee|theatre|sport|culture|commune|ville"
)
_FIRST_NAMES = frozenset(
    """
    adrien agnes alain albert alexandre alexandra alice amandine amelie andre andrea anne annie anthony antoine arnaud
    arthur audrey aurelie aurelien baptiste beatrice benedicte benjamin benoit bernadette bernard bertrand brigitte
    bruno camille carine carole caroline catherine cecile cedric celine chantal charles charlotte chloe christelle
    christian christiane christine christophe claire clara claude clement colette corinne cyril damien daniel danielle
    david delphine denis didier dominique dorothee edith elisabeth elise elodie emilie emma emmanuel emmanuelle eric
    estelle etienne eva evelyne fabien fabienne fabrice fanny florence florent florian francis francois francoise
    frederic frederique gabriel gaelle genevieve georges gerald gerard gilbert gilles ginette gregory guillaume guy
    helene henri herve hugo hugues ines irene isabelle jacqueline jacques jean jeanne jeremy jerome joel joelle josette
    joseph josiane julie julien juliette justine karim karine kevin laetitia laura laure laurence laurent lea lionel
    lisa loic louis louise luc lucas lucie lucien ludovic lydia lydie magali manon marc marcel marguerite marie marina
    marion marjorie marlene martial martine mathieu mathilde matthieu maud maurice maxime melanie michel michele
    mickael mireille mohamed monique morgane muriel myriam nadia nadine nathalie nicolas nicole noemie odile olivier
    olivia ophelie pascal pascale patrice patricia patrick paul paulette pauline philippe pierre quentin rachel raphael
    raymond regis remi remy rene renee richard robert roger romain rose sabine sabrina samuel sandra sandrine sarah
    sebastien serge severine simon simone solange sonia sophie stephane stephanie suzanne sylvain sylvie therese thibault
    thierry thomas tiphaine valentin valerie vanessa veronique victor vincent virginie viviane xavier yann yannick
    yves yvette yvonne zoe
    """.split()
)


def read_email(value: object) -> str | None:
    """The address in lower case, or None when it is none."""
    text = str(value or "").strip().removeprefix("mailto:")
    if len(text) > 200 or not _ADDRESS.fullmatch(text):
        return None
    return text.lower()


def is_personal(address: str) -> bool:
    """Whether `address` is that of a person: « marie.durand@… », or any mailbox of a public provider but an office's."""
    local, _, domain = address.partition("@")
    office = _OFFICE.search(folded(local).replace(" ", "")) is not None
    parts = [folded(part).split() for part in re.split(r"[._]", local)]
    two = len(parts) == 2 and all(parts) and parts[0][0] not in ("saint", "sainte", "st", "ste")
    if two and not office and (parts[0][0] in _FIRST_NAMES or parts[1][0] in _FIRST_NAMES):
        return True
    if re.fullmatch(r"[a-z]\.[a-z'-]{3,}", local) and not office:
        return True
    return domain in _PROVIDERS and not office


def without_personal(text: str) -> str:
    """`text` without the addresses of persons it holds."""
    if "@" not in text:
        return text
    return ANYWHERE.sub(lambda match: "" if is_personal(match.group().lower()) else match.group(), text).strip()
