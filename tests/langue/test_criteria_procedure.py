"""The procedure named, misspelt or described; and what only looks like one."""

import pytest

from langue.criteria import read_procedure

PLAIN = [
    ("apa", "L'APA, à qui la demander ?"),
    ("apa", "lapa pr mamie"),
    ("apa", "l'allocation personnalisée d'autonomie"),
    ("apa", "allocation dépendance de mon oncle"),
    ("apa", "on l'a mise en gir 4"),
    ("apa", "faire revoir le plan d'aide"),
    ("apa", "l'APA pour payer l'aide à domicile"),
    ("pch", "dossier de PCH"),
    ("pch", "la prestation de compensation"),
    ("pch", "aménager la salle de bain, mon frère est en fauteuil"),
    ("pch", "qui finance un fauteuil électrique ?"),
    ("pch", "une aide pour adapter la voiture, je suis paraplégique"),
    ("mdph", "mon dossier MDPH traîne"),
    ("mdph", "mdhp comment ça marche"),
    ("mdph", "monter un dossier handicap"),
    ("mdph", "être reconnu travailleur handicapé"),
    ("mdph", "demander une aesh pour l'école"),
    ("aah", "l'AAH et un petit salaire, c'est possible ?"),
    ("aah", "allocation aux adultes handicapés"),
    ("aah", "dossier MDPH pour avoir l'AAH"),
    ("aeeh", "AEEH renouvellement"),
    ("aeeh", "allocation pour mon fils handicapé"),
    ("aeeh", "quelle aide financière pour ma fille autiste"),
    ("cmi", "refaire ma CMI"),
    ("cmi", "carte de priorité pour maman"),
    ("cmi", "un macaron pour stationner"),
    ("cmi", "une carte pour se garer, il marche mal"),
    ("cmi", "comment avoir droit aux places bleues, quel papier, quelle carte"),
    ("aide_domicile", "une femme de ménage pour ma tante"),
    ("aide_domicile", "aide à domicile, quelles conditions"),
    ("aide_domicile", "laide a domicile c combien"),
    ("aide_domicile", "pépé peut plus faire son ménage"),
    ("teleassistance", "la téléassistance, ça coûte ?"),
    ("teleassistance", "tele alarme pour ma voisine"),
    ("teleassistance", "le bip autour du cou quand on tombe"),
    ("teleassistance", "un médaillon d'alerte"),
    ("portage_repas", "portage de repas à la maison"),
    ("portage_repas", "faire livrer les repas de papa"),
    ("portage_repas", "elle ne peut plus cuisiner"),
    ("ehpad", "entrer en EHPAD"),
    ("ehpad", "prix d'une maison de retraite"),
    ("ehpad", "on cherche un epahd pas trop cher"),
    ("ehpad", "l'obligation alimentaire des enfants"),
    ("accueil_familial", "devenir accueillant familial"),
    ("accueil_familial", "une famille d'accueil pour ma grand-mère"),
    ("accueil_familial", "accueillir une personne âgée chez moi"),
    ("accueil_familial", "héberger un adulte handicapé contre rémunération, chez moi"),
    ("rsa", "toucher le RSA"),
    ("rsa", "revenu de solidarité active"),
    ("rsa", "fin de droits au chômage, que demander"),
    ("fsl", "le FSL"),
    ("fsl", "plus de quoi payer le loyer"),
    ("fsl", "trois mois de loyer impayés"),
    ("fsl", "on va me couper l'électricité"),
    ("fsl", "aide pour la caution d'un appart"),
    ("fsl", "facture d'eau en retard"),
    ("assmat", "devenir assistante maternelle"),
    ("assmat", "agrément nounou"),
    ("assmat", "je veux garder des enfants chez moi"),
    ("pmi", "consultation de PMI"),
    ("pmi", "la puéricultrice peut-elle passer ?"),
    ("pmi", "vacciner mon bébé gratuitement"),
    ("pmi", "une sage-femme gratuite pendant la grossesse"),
    ("transport_scolaire", "le transport scolaire"),
    ("transport_scolaire", "la carte de car de ma fille"),
    ("transport_scolaire", "inscription au bus scolaire"),
    ("transport_scolaire", "carte de car pour aller au collège"),
    ("college", "inscrire mon fils au collège"),
    ("college", "une dérogation pour un autre collège"),
    ("college", "la carte scolaire"),
    ("college", "notre collège de secteur, c'est lequel ?"),
]

NONE = [
    "aide",
    "une aide pour ma mère",
    "l'aide sociale à l'enfance",
    "des activités pour les enfants de l'ASE",
    "mon petit-fils est en famille d'accueil",
    "je suis assistante familiale",
    "un accueil pour personnes âgées à Firminy",
    "point d'accueil handicap",
    "à l'école primaire",
    "le collège de Tence organise un concert",
    "rendez-vous devant le collège",
    "je suis aide à domicile",
    "je travaille en EHPAD",
    "un loto à la maison de retraite",
    "des produits locaux dans les EHPAD",
    "la piste sur les personnes âgées et l'APA",
    "la route du car scolaire est-elle déneigée",
    "partir en retraite",
    "ma carte d'identité",
    "la carte postale",
    "carte grise",
    "un repas de Noël des aînés",
    "un concert gratuit ce soir",
    "qui êtes-vous",
    "un contrat jeune majeur",
    "",
    "🙂",
]


@pytest.mark.parametrize(("procedure", "text"), PLAIN)
def test_reads_the_procedure(procedure: str, text: str) -> None:
    assert read_procedure(text) == procedure


@pytest.mark.parametrize("text", NONE)
def test_reads_no_procedure_where_none_is_meant(text: str) -> None:
    assert read_procedure(text) is None


def test_what_is_not_wanted_gives_way_to_what_is() -> None:
    assert read_procedure("une aide à domicile pour papa plutôt qu'une maison de retraite") == "aide_domicile"
    assert read_procedure("pas d'autre idée qu'une maison de retraite pour papa") == "ehpad"
