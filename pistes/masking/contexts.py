"""What stands before a name of a person, and what never is one: titles, kinship, « je m'appelle », streets, schools."""

import re

PARTICLES = frozenset("de du des le la da dos el al ben ait bin van von di d l ould abou bou".split())
# Words that never begin nor go on a name, though a list may hold them.
ENDS = frozenset(
    """
    a ai ait an ans as au aussi aux avait avec avez avons bien c ca ce cela ces cet cette chez comme comment
    cherche dans de depuis des dit donc doit du elle elles en entre est et etait ete etre eu fait faut grand
    grande habite hier ici il ils j jamais je jeune l la le les leur lui ma mais malade me merci mes mis moi
    mon n ne ni nom non nos notre nous on ont ou par pas pendant petite peut plus pour pourquoi prenom puis qu
    quand que quel quelle qui rentre reste s sa sans sait se ses si son sont sort souvent suis sur svp ta te
    tes toi ton toujours tous tout toute tres tu un une va vais vent veut veux vient vit voisine voudrais vous
    vraiment y age agee aine ainee cadet cadette dernier derniere maire president presidente directeur
    directrice docteur bonjour bonsoir cordialement demande besoin aurait peux peut doit viens souhaite
    souhaiterait pouvez vu parle vit marche tombe arrive touche recoit mange dort rien
    tata tatie tonton mamie mamy papi papy papa maman nounou
    """.split()
)
TITLE = re.compile(
    r"\b(?:m\.|mr\.?|mrs|mme\.?s?|mlle\.?|melle\.?|monsieur|messieurs|madame|mademoiselle|docteur|"
    r"docteure|dr\.?|ma[iî]tre|(?-i:(?:Me|M)(?=\s[A-Z][a-z])))\s+"
    r"(?:et\s+(?:m\.|mme|madame|monsieur)\s+)?(?:veuve\s+|vve\s+)?",
    re.I,
)
CALLED = re.compile(
    r"\b(?:(?:je\s+)?m['’ ]?appell?e?l?|jm['’ ]?appell?e|jmapel\w*|je mapel\w*|m['’ ]?apel\w*|(?:s|"
    r"t)['’ ]?app?ell?e|sapel\w*|se nomme|(?:pr[ée])?nomm[ée]e?|"
    r"mon nom (?:est|c['’ ]?est)|mon pr[ée]nom (?:est|c['’ ]?est)|(?:son|leur) (?:pr[ée])?nom (?:est|"
    r"c['’ ]?est)|(?:pr[ée])?nom(?: de (?:famille|jeune fille|naissance))?\s*[:=]|"
    r"moi c['’ ]?est|lui c['’ ]?est|elle c['’ ]?est|n[ée]e (?=[A-Z])|[ée]pouse|veuve|vve|"
    r"sign[ée]\s*:?|au nom de|de la part de|ici)\s*,?\s*:?\s*",
    re.I,
)
IS = re.compile(
    r"\b(?:c['’ ]?est(?: pour)?|je suis|pour|avec|chez|de|d['’]|cordialement,?|merci,?|bonjour,?|et|à|"
    r"contacter|voir|demander|rappeler|par)\s+",
    re.I,
)
KIN = re.compile(
    r"\b(?:(?:m|t|s)(?:on|a)|notre|votre|leur|le|la|l['’ ]|une?|mes|ses|nos|d['’]une?|cet|cette|ce|du)\s*"
    r"(?:petite?[- ]|grande?[- ]|arri[èe]re[- ]grande?[- ]|belle[- ]|beau[- ]|demi[- ]|ex[- ]|"
    r"vie(?:ux|ille) |jeune |pauvre )*"
    r"(?:fils|filles?|m[èe]re|p[èe]re|fr[èe]res?|s(?:œ|oe|eu)urs?|mari|femme|[ée]poux|[ée]pouse|"
    r"conjointe?|compagnon|compagne|oncle|tante|"
    r"cousine?|neveu|ni[èe]ce|voisine?s?|amie?s?|copine?|papa|maman|mamie|papi|papy|m[ée]m[ée]|"
    r"p[ée]p[ée]|m[èe]re-grand|tonton|tata|gamine?|prot[ée]g[ée]e?|enfants?|"
    r"b[ée]b[ée]|jumeaux|jumelles|puce|petite?|grande?|cadette?|ain[ée]e?|a[iî]n[ée]e?|"
    r"r[ée]f[ée]rente?|[ée]ducat(?:eur|rice)|assistante?(?: sociale| familiale)?|conseill[eè]re?|"
    r"infirmi[èe]re?|collègue|patronne?|propri[ée]taire|nounou|tutrice|tuteur|curateur|curatrice|"
    r"aidante?|mineure?|gar[çc]on|m[ée]decin|belle-m[èe]re|beau-p[èe]re)"
    r"(?:\s+(?:ain[ée]e?|a[iî]n[ée]e?|cadette?|unique|adopti(?:f|ve)|de \d+ (?:ans|mois)|"
    r"qui s['’]appelle|d[ée]nomm[ée]e?))?\s*[,:(]?\s+(?:et\s+)?(?:c['’ ]?est\s+)?",
    re.I,
)
SHORT_TITLE = re.compile(r"\b(?:m\.|mr\.?|mme\.?|mlle\.?|melle\.?)\s+", re.I)
INITIAL = re.compile(r"\b[A-Z]\.[ ]?(?=[A-Z][^\W\d_]{2})")
SEEN_BY = re.compile(
    r"\b(?:suivie?|re[çc]ue?|sign[ée]e?|remplac[ée]e?|aid[ée]e?) par\s+|\b(?:rappeler|joindre|"
    r"contacter)\s+|\bje suis\s+",
    re.I,
)
ARTICLES = frozenset("le la les l un une du des au aux ce cette en".split())
VERBS = frozenset("a est va veut ne n aime voudrait doit habite cherche peut avait etait vit souhaite".split())
# What is named after people: streets, schools, homes, feasts.
NAMED_AFTER = frozenset(
    """
    rue avenue av boulevard bd place square allee chemin impasse quai cours pont lycee college ecole ecoles
    groupe maternelle primaire creche micro-creche ehpad residence foyer maison maisons hopital clinique chu
    centre espace salle gymnase stade piscine mediatheque bibliotheque theatre cinema musee parc jardin halle
    zenith festival fete foire marche eglise chapelle abbaye cathedrale basilique saint sainte st ste
    fondation institut association amicale club prix loi plan quartier cite tour ligne station gare arret
    complexe palais auditorium conservatoire mas fam esat ime itep sessad pole site mont col lac barrage
    gorges chateau sentier dispositif logiciel groupement cap camping auberge ferme domaine hotel restaurant
    pharmacie supermarche magasin credit compagnie orchestre exposition expo concert spectacle film livre
    roman statue caserne hameau village commune ville tram
    """.split()
)
# First names that are words, taken in lower case after « mon fils », « ma fille ».
KIN_WORD_NAMES = frozenset(
    """
    pierre paul jean marie louis rose jade ambre lou noe robin romain martin clement clemence claire
    marguerite lilas iris victoire valentin valentine max roman gilles pascal laurent florence hugo manon
    capucine olive violette celeste eden jules julien thomas vincent camille bernard robert jacques claude
    rene denise henri joseph alphonse
    """.split()
)
# Surnames that are too common a word to go on a name in lower case (« lucas petit », but not « lucas marche »).
TOO_PLAIN = frozenset(
    "parent voisin cousin page grand place marin forest da do ba ben neuville cours issa combe".split()
)
