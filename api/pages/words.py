"""The words of the conversation's plain page in each language of its interface; the answers stay French."""

from typing import Literal

Language = Literal["fr", "simple", "en"]

FRENCH = {
    "heading": "Une question sur la Loire ou la Haute-Loire\u202f?",
    "lead": "Lieux d’accueil, aides, activités, événements\u00a0: Passerelle cherche et cite sa source.",
    "first": "Votre question",
    "next": "Votre question suivante",
    "hint": "Par exemple\u00a0: «\u00a0un point d’accueil pour ma mère âgée près d’Aurec\u00a0». "
    "N’écrivez ni nom, ni adresse, ni numéro de dossier.",
    "language": "Langue de cette page",
    "send": "Envoyer",
    "answer": "Réponse",
    "danger": "Vous pouvez être aidé maintenant",
    "asked": "Votre question\u00a0:",
    "suggestions": "Questions proposées",
    "starters": "Ou commencez par",
    "person": "Parler à quelqu’un",
    "erase": "Effacer la conversation",
    "erased": "Votre conversation est effacée.",
    "helpful": "Cette réponse vous aide\u202f?",
    "yes": "Oui",
    "no": "Non",
    "why": "Pourquoi\u202f?",
    "thanks": "Merci pour votre avis.",
    "not_kept": "Cette réponse n’est pas conservée\u00a0: votre avis ne peut pas l’être non plus.",
    "wrong": "C’est faux",
    "incomplete": "Il manque quelque chose",
    "not_clear": "Ce n’est pas clair",
    "outdated": "Ce n’est plus à jour",
    "not_my_question": "Ce n’est pas ma question",
    "other": "Autre raison",
    "notice": "Vous parlez à une machine. Elle ne remplit et n’envoie rien à votre place. Vos messages sont gardés "
    "{days} jours, sans ce qui permet de vous reconnaître.",
    "privacy": "En savoir plus sur vos données",
}
SIMPLE = {
    **FRENCH,
    "lead": "Passerelle cherche des lieux d’aide, des démarches et des sorties. Elle dit d’où vient la réponse.",
    "hint": "Écrivez ce que vous cherchez, et le nom de votre ville. N’écrivez pas votre nom. N’écrivez pas votre adresse.",
    "danger": "On peut vous aider maintenant",
    "starters": "Ou choisissez",
    "helpful": "Est-ce que cela vous aide\u202f?",
    "not_kept": "Je n’ai pas gardé cette réponse. Je ne peux pas garder votre avis.",
    "notice": "Je suis une machine. Je n’envoie rien pour vous. Je garde vos messages {days} jours. "
    "Je cache ce qui permet de vous reconnaître.",
    "privacy": "Lire ce que je garde",
}
ENGLISH = {
    "heading": "A question about Loire or Haute-Loire?",
    "lead": "Reception desks, help, activities, events: Passerelle searches and names its source. "
    "Please write in French: the answers are in French.",
    "first": "Your question",
    "next": "Your next question",
    "hint": "For example: “un point d’accueil près d’Aurec”. Do not write names, addresses or file numbers.",
    "language": "Language of this page",
    "send": "Send",
    "answer": "Answer",
    "danger": "You can get help now",
    "asked": "Your question:",
    "suggestions": "Suggested questions",
    "starters": "Or begin with",
    "person": "Talk to someone",
    "erase": "Erase the conversation",
    "erased": "Your conversation is erased.",
    "helpful": "Does this answer help?",
    "yes": "Yes",
    "no": "No",
    "why": "Why?",
    "thanks": "Thank you for your opinion.",
    "not_kept": "This answer is not kept, so your opinion cannot be kept either.",
    "wrong": "It is wrong",
    "incomplete": "Something is missing",
    "not_clear": "It is not clear",
    "outdated": "It is out of date",
    "not_my_question": "It is not my question",
    "other": "Another reason",
    "notice": "You are talking to a machine. It fills in and sends nothing for you. Your messages are kept for {days} "
    "days, without what could identify you.",
    "privacy": "More about your data",
}
REASONS = ("wrong", "incomplete", "not_clear", "outdated", "not_my_question", "other")
WORDS: dict[Language, dict[str, str]] = {"fr": FRENCH, "simple": SIMPLE, "en": ENGLISH}
# In their own language, with the code that a screen reader needs.
NAMES: tuple[tuple[Language, str, str], ...] = (
    ("fr", "fr", "Français"),
    ("simple", "fr", "Français simple"),
    ("en", "en", "English"),
)


def language_of(asked: str, plain: bool = False) -> Language:
    """The language asked for; simple French when an older form only says `plain`."""
    for code, _, _ in NAMES:
        if code == asked:
            return code
    return "simple" if plain else "fr"
