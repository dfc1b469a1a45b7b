"""What residents write, and the place meant: readable tables shared by the tests of places.

Written for these tests; none comes from an evaluation set.
"""

# (what is written, official name): one commune, written in every manner.
WRITTEN = [
    ("yssingeau", "Yssingeaux"), ("issingeaux", "Yssingeaux"), ("YSSINGEAUX", "Yssingeaux"), ("a yssingeo", "Yssingeaux"),
    ("monistrole", "Monistrol-sur-Loire"), ("Monistrol", "Monistrol-sur-Loire"), ("monistrol s/ loire", "Monistrol-sur-Loire"),
    ("monistrol/loire", "Monistrol-sur-Loire"), ("monistrol d'allier", "Monistrol-d'Allier"), ("monistrol dalier", "Monistrol-d'Allier"),
    ("st etiene", "Saint-Étienne"), ("saint etienne", "Saint-Étienne"), ("stetienne", "Saint-Étienne"), ("st-é", "Saint-Étienne"),
    ("Sainté", "Saint-Étienne"), ("à sainté", "Saint-Étienne"), ("a sté", "Saint-Étienne"), ("ST ETIENNE", "Saint-Étienne"),
    ("s.t etienne", "Saint-Étienne"), ("siant etienne", "Saint-Étienne"), ("Saint Étienne", "Saint-Étienne"),
    ("firmini", "Firminy"), ("firminny", "Firminy"), ("FIRMINY", "Firminy"), ("a firminy", "Firminy"), ("firmigny", "Firminy"),
    ("craponne sur arzon", "Craponne-sur-Arzon"), ("craponne", "Craponne-sur-Arzon"), ("crapone sur arson", "Craponne-sur-Arzon"),
    ("craponne-arzon", "Craponne-sur-Arzon"), ("aurec", "Aurec-sur-Loire"), ("orec sur loire", "Aurec-sur-Loire"),
    ("aurec sur loire", "Aurec-sur-Loire"), ("aurec-sur-loire", "Aurec-sur-Loire"), ("st just malmont", "Saint-Just-Malmont"),
    ("stjustmalmont", "Saint-Just-Malmont"), ("saint just malmon", "Saint-Just-Malmont"), ("st jus malmont", "Saint-Just-Malmont"),
    ("st just mal mont", "Saint-Just-Malmont"), ("le puis", "Le Puy-en-Velay"), ("au puy", "Le Puy-en-Velay"),
    ("puy en velay", "Le Puy-en-Velay"), ("le puy-en-velay", "Le Puy-en-Velay"), ("lepuyenvelay", "Le Puy-en-Velay"),
    ("le puy en vellay", "Le Puy-en-Velay"), ("du Puy", "Le Puy-en-Velay"), ("bas en basset", "Bas-en-Basset"),
    ("bas-en-basse", "Bas-en-Basset"), ("Bas", "Bas-en-Basset"), ("roane", "Roanne"), ("roannes", "Roanne"), ("à Roanne", "Roanne"),
    ("montbrisson", "Montbrison"), ("monbrison", "Montbrison"), ("feur", "Feurs"), ("à feurs", "Feurs"), ("brioud", "Brioude"),
    ("langac", "Langeac"), ("langeack", "Langeac"), ("tence", "Tence"), ("a tence", "Tence"), ("dunieres", "Dunières"),
    ("dunière", "Dunières"), ("ste sigolene", "Sainte-Sigolène"), ("saint sigolene", "Sainte-Sigolène"),
    ("sainte sigolaine", "Sainte-Sigolène"), ("stesigolene", "Sainte-Sigolène"), ("Ste-Florine", "Sainte-Florine"),
    ("st chamond", "Saint-Chamond"), ("saint chamon", "Saint-Chamond"), ("rive de gier", "Rive-de-Gier"),
    ("rivedegier", "Rive-de-Gier"), ("rive de giers", "Rive-de-Gier"), ("la ricamarie", "La Ricamarie"), ("ricamarie", "La Ricamarie"),
    ("la ricamari", "La Ricamarie"), ("andrezieux", "Andrézieux-Bouthéon"), ("andrezieu boutheon", "Andrézieux-Bouthéon"),
    ("andrézieux bouthéon", "Andrézieux-Bouthéon"), ("veauche", "Veauche"), ("vauche", "Veauche"), ("st galmier", "Saint-Galmier"),
    ("saint galmié", "Saint-Galmier"), ("sury le comtal", "Sury-le-Comtal"), ("sury", "Sury-le-Comtal"), ("noiretable", "Noirétable"),
    ("noire table", "Noirétable"), ("charlieux", "Charlieu"), ("pelussin", "Pélussin"), ("pellussin", "Pélussin"),
    ("bourg argental", "Bourg-Argental"), ("bourg argentale", "Bourg-Argental"), ("la chaise dieu", "La Chaise-Dieu"),
    ("chaise-dieu", "La Chaise-Dieu"), ("le chambon feugerolles", "Le Chambon-Feugerolles"),
    ("le chambon feugerol", "Le Chambon-Feugerolles"), ("au chambon sur lignon", "Le Chambon-sur-Lignon"),
    ("chambon/lignon", "Le Chambon-sur-Lignon"), ("le chanbon sur lignon", "Le Chambon-sur-Lignon"), ("unieu", "Unieux"),
    ("fraisse", "Fraisses"), ("a sorbiers", "Sorbiers"), ("l'horme", "L'Horme"), ("lhorme", "L'Horme"), ("à l'étrat", "L'Étrat"),
    ("letrat", "L'Étrat"), ("l etrat", "L'Étrat"), ("aux estables", "Les Estables"), ("les estable", "Les Estables"),
    ("la grand croix", "La Grand-Croix"), ("le coteau", "Le Coteau"), ("au coteau", "Le Coteau"), ("mably", "Mably"),
    ("riorge", "Riorges"), ("renaizon", "Renaison"), ("villeret", "Villerest"), ("balbigni", "Balbigny"), ("st germain laval", "Saint-Germain-Laval"),
    ("st just st rambert", "Saint-Just-Saint-Rambert"), ("st jus st rambere", "Saint-Just-Saint-Rambert"),
    ("saint rambert", "Saint-Just-Saint-Rambert"), ("st bonnet le chateau", "Saint-Bonnet-le-Château"),
    ("st bonnet chateau", "Saint-Bonnet-le-Château"), ("saint bonnet le froid", "Saint-Bonnet-le-Froid"),
    ("st genest lerpt", "Saint-Genest-Lerpt"), ("st genest malif", "Saint-Genest-Malifaux"), ("st jean bonnefond", "Saint-Jean-Bonnefonds"),
    ("saint-jean-bonnefonds", "Saint-Jean-Bonnefonds"), ("st paul en jarez", "Saint-Paul-en-Jarez"), ("st priest en jares", "Saint-Priest-en-Jarez"),
    ("st maurice de lignon", "Saint-Maurice-de-Lignon"), ("st pal de mons", "Saint-Pal-de-Mons"), ("st didier en velay", "Saint-Didier-en-Velay"),
    ("st ferreol d'auroure", "Saint-Ferréol-d'Auroure"), ("saint féréol d'auroure", "Saint-Ferréol-d'Auroure"), ("st paulien", "Saint-Paulien"),
    ("st julien chapteuil", "Saint-Julien-Chapteuil"), ("saint julien chapteuille", "Saint-Julien-Chapteuil"),
    ("st marcellin en forez", "Saint-Marcellin-en-Forez"), ("saint marcelin", "Saint-Marcellin-en-Forez"), ("boen", "Boën-sur-Lignon"),
    ("à Boën", "Boën-sur-Lignon"), ("Boën sur Lignon", "Boën-sur-Lignon"), ("aboen", "Aboën"), ("retournac", "Retournac"), ("retournak", "Retournac"),
    ("vorey", "Vorey"), ("saugue", "Saugues"), ("beauzac", "Beauzac"), ("bauzac", "Beauzac"), ("montfaucon", "Montfaucon-en-Velay"),
    ("le monastier", "Le Monastier-sur-Gazeille"), ("mazet st voy", "Mazet-Saint-Voy"), ("le mazet", "Mazet-Saint-Voy"),
    ("pont salomon", "Pont-Salomon"), ("la seauve", "La Séauve-sur-Semène"), ("brives charensac", "Brives-Charensac"),
    ("vals près le puy", "Vals-près-le-Puy"), ("Vals", "Vals-près-le-Puy"), ("espaly", "Espaly-Saint-Marcel"), ("st front", "Saint-Front"),
    ("les villettes", "Les Villettes"), ("panissiere", "Panissières"), ("usson", "Usson-en-Forez"), ("usson en foret", "Usson-en-Forez"),
    ("st symphorien de lay", "Saint-Symphorien-de-Lay"), ("saint symforien de lay", "Saint-Symphorien-de-Lay"), ("la pacaudiere", "La Pacaudière"),
    ("montrond", "Montrond-les-Bains"), ("montrond les bain", "Montrond-les-Bains"), ("roche la moliere", "Roche-la-Molière"),
    ("la talaudiere", "La Talaudière"), ("talaudiere", "La Talaudière"), ("lempdes", "Lempdes-sur-Allagnon"), ("allegre", "Allègre"),
    ("la-capelle-villars", "La Chapelle-Villars"), ("saint-alban-les-eaux", "Saint-Alban-les-Eaux"), ("Lay", "Lay"), ("Beaux", "Beaux"),
]  # fmt: skip

# Former communes and what people call a place.
FORMER = [
    ("à Bouthéon", "Andrézieux-Bouthéon"), ("Moingt", "Montbrison"), ("Izieux", "Saint-Chamond"), ("Terrenoire", "Saint-Étienne"),
    ("à Rochetaillée", "Saint-Étienne"), ("saint victor sur loire", "Saint-Étienne"), ("l'hopital sous rochefort", "Solore-en-Forez"),
    ("Amions", "Vézelin-sur-Loire"), ("st thurin", "Vêtre-sur-Anzon"), ("Jeansagnière", "Chalmazel-Jeansagnière"),
    ("chalmazel", "Chalmazel-Jeansagnière"), ("Saint-Maurice-sur-Loire", "Saint-Jean-Saint-Maurice-sur-Loire"), ("la cula", "Genilac"),
    ("Saint-Just-sur-Loire", "Saint-Just-Saint-Rambert"), ("Taulhac", "Le Puy-en-Velay"), ("Ours-Mons", "Le Puy-en-Velay"),
    ("Croisances", "Thoras"), ("Saint-Didier-d'Allier", "Saint-Privat-d'Allier"), ("Reilhac", "Mazeyrat-d'Allier"), ("Saint-Cham", "Saint-Chamond"),
    ("à Chapteuil", "Saint-Julien-Chapteuil"), ("Débats-Rivière-d'Orpra", "Solore-en-Forez"), ("Saint-Laurent-Rochefort", "Solore-en-Forez"),
]  # fmt: skip

# Whole messages: the commune that is wanted.
MESSAGES = [
    ("c koi les activités a st etiene ce we", "Saint-Étienne"), ("ya koi a bas ce we pr les gosses", "Bas-en-Basset"),
    ("chez nous à Tence y'a plus de bus", "Tence"), ("je cherche un guichet sur Brioude", "Brioude"), ("guichet firminy horaire", "Firminy"),
    ("la gare de Firminy est loin ?", "Firminy"), ("le collège de Tence prend les inscriptions ?", "Tence"), ("marché noël feurs", "Feurs"),
    ("Bonjour, ma mère vit à Saint-Paulien (43) et voit mal.", "Saint-Paulien"), ("OU ALLER POUR MON MARI A ROANNE", "Roanne"),
    ("je sui a coté de monistrole cherche accueil", "Monistrol-sur-Loire"), ("docteur Feurs consulte à Roanne", "Roanne"),
    ("madame Boyer habite Unieux", "Unieux"), ("12 rue de Brioude, 43200 Yssingeaux", "Yssingeaux"), ("mairie de Bas", "Bas-en-Basset"),
    ("la route de Tence est-elle dégagée ?", "Tence"), ("y a-t-il pas un marché à Firminy ?", "Firminy"), ("pourquoi pas à Feurs ?", "Feurs"),
    ("c'est pas loin de Firminy", "Firminy"), ("j'ai 43 ans et j'habite Tence", "Tence"), ("la chapelle de Feurs", "Feurs"),
    ("je suis né à Paris, je vis à Tence", "Tence"), ("ouestleguichetdefirminy", "Firminy"), ("un atelier à Allègre ?", "Allègre"),
    ("je suis à Mars dans la Loire", "Mars"), ("commune de Mars", "Mars"), ("fête à Beaux (43)", "Beaux"), ("Bard (42)", "Bard"),
    ("mon père est à Retournac, je veux retourner le voir", "Retournac"), ("l'hôpital de Feurs est-il ouvert", "Feurs"),
    ("je cherche pour ma fille à l'hôpital de Roanne", "Roanne"), ("il reste de la place à Roanne ?", "Roanne"), ("mon fils est placé à Feurs", "Feurs"),
    ("on voudrait aller aux Estables dimanche", "Les Estables"), ("pour habiter au Puy il faut quoi", "Le Puy-en-Velay"),
    ("salle Jean Dasté à Rive de Gier", "Rive-de-Gier"), ("de là-bas à Bas il y a loin", "Bas-en-Basset"), ("la santé de ma mère à Feurs", "Feurs"),
    ("Yssingeaux ou ailleurs", "Yssingeaux"), ("le guichet de Saint-Galmier, il ouvre quand", "Saint-Galmier"), ("ehpad à langac", "Langeac"),
    ("pas à Saint-Étienne, plutôt Firminy", "Firminy"), ("plutôt Unieux que Firminy", "Unieux"), ("Firminy plutôt qu'Unieux", "Firminy"),
    ("je ne suis pas de Roanne mais de Feurs", "Feurs"), ("ni à Roanne ni à Feurs, à Charlieu", "Charlieu"), ("Firminy, euh non Unieux", "Unieux"),
    ("je n'habite plus à Feurs mais à Balbigny", "Balbigny"), ("j'habite plus à Feurs, maintenant c'est Balbigny", "Balbigny"),
    ("au lieu d'aller à Feurs je préfère Montbrison", "Montbrison"), ("à la place d'Aurec, mettez Bas-en-Basset", "Bas-en-Basset"),
    ("Roanne c'est trop loin, à Feurs plutôt", "Feurs"), ("partout sauf à Roanne, Riorges par exemple", "Riorges"),
    ("entre Firminy et Monistrol", "Firminy"), ("la route de Tiranges à Bas", "Tiranges"), ("les horaires dambierle", "Ambierle"), ("42700", "Firminy"), ("code postal 42400", "Saint-Chamond"),
    ("42 700", "Firminy"), ("Chenereilles, celle de la Haute-Loire", "Chenereilles"), ("Saint-Just près de Firminy", "Saint-Just-Malmont"),
    ("celui de Saint-Just vers Saint-Rambert", "Saint-Just-Saint-Rambert"), ("Saint-Just 42430", "Saint-Just-en-Chevalet"),

]  # fmt: skip

# No commune at all.
NO_COMMUNE = [
    "bonjour", "???", "🙂", "", "en bas de la rue", "là-bas c'est mieux", "un prix bas", "les bas de contention", "à bas prix", "parler tout bas",
    "de haut en bas", "au bas mot cent euros", "de beaux spectacles", "beaux arts pour les petits", "il a de beaux yeux", "elle est allegre", "le 15 mars", "en mars",
    "de janvier à mars", "vers mars ou avril", "mars", "la roche est tombée sur la voiture", "une borne de recharge", "les champs sont gelés", "prendre un bains-douches",
    "aller à l'hôpital", "l'hopital ouvre quand", "une raison valable", "des fleurs au marché", "planter la tente", "cours de danse", "cours de salsa",
    "je veux retourner chez moi", "le renard a mangé les poules", "la salle des fêtes", "les salles de sport", "la tour Eiffel", "au pont", "sur le pont", "traverser le pont",
    "la côte est verglacée", "en côte il patine", "une terrasse de café", "le grand froid", "vide grenier dimanche", "notre dame du mois", "bois de merle",
    "Madame Firmin", "M. Dunières a appelé", "Mme Polignac m'a répondu", "la famille Boyer", "Jean Feurs", "Marie Montbrison", "je m'appelle Paul Tence",
    "monsieur Bonson est absent", "rue de Montbrison", "avenue de Saint-Étienne", "boulevard du Puy", "12 place de Roanne", "j'habite rue Saint-Just", "12 rue de Tence",
    "école Saint-Joseph", "collège Saint-Louis", "église Saint-Pierre", "la Saint-Jean", "à la Saint-Vincent", "la fête de la Saint-Martin", "Saint-Nicolas",
    "contact@mairie-firminy.fr", "https://exemple.fr/firminy", "04 77 42 43 42", "42 ans", "le bus 42", "au bord de la Loire", "se baigner dans la Loire",
    "gorges de la Loire", "dans la Loire", "à Lyon", "Clermont-Ferrand", "à Rouen", "saint-malo", "vers Valence", "en Ardèche", "le Rhône", "dans le Puy-de-Dôme",
    "la santé", "santé", "la sainte famille", "sainte nitouche", "un stage", "la station de ski", "piste de ski", "le statut d'aidant", "une plainte", "maintien à domicile",
    "les marchés publics", "des créneaux", "vous me sauvez la vie", "les marches du perron", "un coup on me dit oui", "qui chante ce soir", "loin", "moins", "soins",
    "merci beaucoup", "allô", "le juré", "c'est précieux", "la chapelle", "à la chapelle", "une cordelle", "il est barge", "colombier à pigeons",
    "les pommiers en fleurs", "des fourneaux", "un cas de lay", "fermé", "ouvert", "I need help with my mother", "necesito ayuda", "preciso de ajuda",
    "where is the office", "wo ist das Büro", "yardım istiyorum", "ho bisogno di aiuto", "vendre ma voiture", "il a bu", "le vernis", "pas à Saint-Étienne",
]  # fmt: skip

# (message, names that may be meant, most inhabited first or some of them)
AMBIGUOUS = [
    ("Saint-Just", {"Saint-Just-Saint-Rambert", "Saint-Just-Malmont", "Saint-Just-en-Chevalet"}), ("à st jus", {"Saint-Just-Malmont"}),
    ("le chambon", {"Le Chambon-Feugerolles", "Le Chambon-sur-Lignon"}), ("au Chambon", {"Le Chambon-Feugerolles"}), ("Chenereilles", {"Chenereilles"}),
    ("Roche", {"Roche-la-Molière", "Roche-en-Forez", "Roche-en-Régnier"}), ("chazelles", {"Chazelles-sur-Lyon", "Chazelles"}),
    ("à Saint-Romain", {"Saint-Romain-le-Puy"}), ("saint bonnet", {"Saint-Bonnet-le-Château", "Saint-Bonnet-le-Froid"}), ("boisset", {"Boisset"}),
    ("Saint-Germain", {"Saint-Germain-Laval", "Saint-Germain-Laprade"}), ("saint genest", {"Saint-Genest-Lerpt", "Saint-Genest-Malifaux"}),
    ("à La Chapelle", {"La Chapelle-d'Aurec"}), ("Rozier", {"Rozier-en-Donzy"}), ("43120", {"Monistrol-sur-Loire", "La Chapelle-d'Aurec"}),
    ("Saint-Hilaire", {"Saint-Hilaire", "Saint-Hilaire-sous-Charlieu"}), ("Saint-Just dans le 43", {"Saint-Just-Malmont", "Saint-Just-près-Brioude"}),
    ("st didier", {"Saint-Didier-en-Velay"}), ("à Sail", {"Sail-sous-Couzan", "Sail-les-Bains"}), ("42230", {"Saint-Étienne", "Roche-la-Molière"}),
]  # fmt: skip

# (message, département stated)
DEPARTMENTS = [
    ("dans le 42", "42"), ("dans le 43", "43"), ("en Haute-Loire", "43"), ("haute loire", "43"), ("hte loire", "43"), ("dans la Loire", "42"), ("en Loire", "42"),
    ("le département de la Loire", "42"), ("conseil départemental de la Loire", "42"), ("Loire", "42"), ("42", "42"), ("ds le 43 svp", "43"), ("habitants du 43", "43"),
    ("Firminy (42)", "42"), ("Bas 43", "43"), ("département 43", "43"), ("et pour le 42 ?", "42"), ("les altiligériens", "43"), ("un Ligérien", "42"),
    ("au bord de la Loire", None), ("gorges de la Loire", None), ("le fleuve Loire", None), ("la Loire est en crue", None), ("pêcher dans la Loire", None),
    ("la Loire à vélo", None), ("les sources de la Loire", None), ("Pays de la Loire", None), ("Saône-et-Loire", None), ("Monistrol-sur-Loire", None),
    ("sport pour enfants confiés 43", "43"), ("mon frère a 42", None), ("des projets entre 42 et 43", None),
    ("42 ans", None), ("le bus 42", None), ("le 42 bis rue du Puy", None), ("du 42 au 44", None), ("43 euros", None), ("Loire et Haute-Loire", None),
    ("entre la Loire et la Haute-Loire", None), ("le 42 et le 43", None), ("Firminy", None), ("de l'autre côté de la Loire", None), ("sauter dans la Loire", None),
]  # fmt: skip

# (message, id of the area)
AREAS = [
    ("le Forez", "forez"), ("dans la plaine du Forez", "forez"), ("dans le Pilat", "pilat"), ("l'Yssingelais", "yssingelais"), ("yssingelais", "yssingelais"),
    ("lyssingelais", "yssingelais"), ("vers le Mézenc", "mezenc"), ("mezenc", "mezenc"), ("le Velay", "velay"), ("dans le Roannais", "roannais"),
    ("le Brivadois", "brivadois"), ("la vallée du Gier", "gier"), ("dans l'Ondaine", "ondaine"), ("Haut-Lignon", "haut-lignon"), ("la Margeride", "margeride"),
    ("les gorges de la Loire", "gorges-de-la-loire"), ("gorges de l'Allier", "haut-allier"), ("bassin stéphanois", "stephanois"), ("Livradois", "livradois"),
    ("Usson-en-Forez", None), ("Arsac-en-Velay", None), ("au pays", None),
]  # fmt: skip

# (message, place elsewhere)
OUTSIDE = [
    ("j'habite à Lyon", "Lyon"), ("Clermont-Ferrand", "Clermont-Ferrand"), ("à Valence", "Valence"), ("je suis à Paris", "Paris"), ("en Ardèche", "Ardèche"),
    ("dans le Rhône", "Rhône"), ("le Puy-de-Dôme", "Puy-de-Dôme"), ("apa puy de dome", "Puy-de-Dôme"), ("dans l'Ain", "Ain"), ("à Tours", "Tours"), ("à Nice", "Nice"),
    ("Saint-Malo", "Saint-Malo"), ("69003", "Rhône"), ("à Annonay", "Annonay"), ("dans l'Allier", "Allier"), ("Villars-les-Dombes", "Villars-les-Dombes"),
    ("Auvergne-Rhône-Alpes", None), ("deux tours de piste", None), ("une orange", None), ("au bord de l'Allier", None), ("Chazelles-sur-Lyon", None),
    ("Saint-Michel-sur-Rhône", None), ("Firminy", None), ("la box Orange", None),
]  # fmt: skip
