/** Every word of the interface, in French, plain French and English. The assistant's answers come from the API. */

import type { Language, Site } from "./types";

const fr = {
  launch: "Une question ?",
  title: "Passerelle",
  subtitle: "Assistant automatique",
  conversation: "Conversation",
  close: "Fermer",
  quit: "Quitter",
  quitHelp: "Efface tout et ouvre une page sans rapport. Raccourci : deux fois Échap.",
  settings: "Réglages",
  textSize: "Taille du texte",
  smaller: "Plus petit",
  larger: "Plus grand",
  plainSwitch: "Français simple",
  language: "English",
  erase: "Effacer la conversation",
  erased: "La conversation est effacée.",
  greeting: "",
  notice: (days: number) =>
    `Vous parlez à une machine. Elle ne remplit et n’envoie rien. N’écrivez ni nom, ni adresse, ni numéro. Vos messages sont gardés ${days} jours, sans ce qui permet de vous reconnaître. « Quitter », ou deux fois la touche Échap, efface tout, mais l’historique de votre navigateur peut rester.`,
  privacy: "Vos données",
  you: "Vous",
  bot: "Passerelle",
  typing: "Passerelle cherche…",
  label: "Votre question",
  placeholder: "Écrivez votre question",
  send: "Envoyer",
  person: "Parler à quelqu’un",
  personMessage: "Je veux parler à quelqu’un",
  starters: "Pour commencer",
  suggestions: "Questions proposées",
  offline: "Pas de connexion : votre message n’est pas parti.",
  offlineUrgent: "En danger, appelez :",
  retry: "Réessayer",
  refused: "Le service ne répond pas. Réessayez dans un instant.",
  danger: "Vous pouvez être aidé maintenant",
  goOn: "Vous pouvez continuer à écrire ici. Rien de cette conversation n’est gardé.",
  helpful: "Cette réponse vous aide ?",
  yes: "Oui",
  no: "Non",
  why: "Pourquoi ?",
  thanks: "Merci pour votre avis.",
  reasons: {
    wrong: "C’est faux",
    incomplete: "Il manque quelque chose",
    not_clear: "Ce n’est pas clair",
    outdated: "Ce n’est plus à jour",
    not_my_question: "Ce n’est pas ma question",
    other: "Autre raison",
  } as Record<string, string>,
  listen: "Écouter",
  stop: "Arrêter",
  noVoice: "Votre appareil n’a pas de voix française à lui. Rien n’est lu, pour que votre texte ne parte pas ailleurs.",
  example: "Exemple, fiche inventée",
  confirm: "À confirmer",
  call: "Appeler",
  text: "Écrire un SMS au",
  route: "Itinéraire",
  more: "Plus de détails",
  choose: "En savoir plus",
  calendar: "Ajouter à mon agenda",
  contact: "Ajouter à mes contacts",
  official: "Page officielle",
  print: "Imprimer",
  copy: "Copier",
  copied: "C’est copié.",
  notCopied: "Votre navigateur refuse la copie. Sélectionnez le texte pour le copier.",
  map: "Voir la liste et la carte",
  mapImage: "Carte : les numéros sont ceux de la liste",
  source: "Source :",
  away: (km: string) => `à ${km} km`,
  french: "",
};

export type Words = typeof fr;

const plain: Words = {
  ...fr,
  notice: (days) =>
    `Je suis une machine. Je n’envoie rien pour vous. N’écrivez pas votre nom. N’écrivez pas votre adresse. Je garde vos messages ${days} jours. Je cache ce qui permet de vous reconnaître. « Quitter » efface tout. Appuyer deux fois sur Échap aussi. L’historique de votre navigateur peut rester.`,
  typing: "Je cherche…",
  placeholder: "Écrivez ici",
  offline: "Il n’y a pas d’internet. Votre message n’est pas parti.",
  offlineUrgent: "Vous êtes en danger ? Appelez :",
  refused: "Le service ne marche pas. Essayez encore dans un moment.",
  goOn: "Vous pouvez encore écrire ici. Je ne garde rien.",
  helpful: "Est-ce que cela vous aide ?",
  confirm: "À vérifier par téléphone",
  noVoice: "Votre appareil ne peut pas lire le texte à voix haute.",
};

const en: Words = {
  ...fr,
  launch: "Any question?",
  subtitle: "Automatic assistant",
  close: "Close",
  quit: "Leave",
  quitHelp: "Erases everything and opens an unrelated page. Shortcut: press Escape twice.",
  settings: "Settings",
  textSize: "Text size",
  smaller: "Smaller",
  larger: "Larger",
  plainSwitch: "Simple French",
  language: "Français",
  erase: "Erase the conversation",
  erased: "The conversation is erased.",
  greeting:
    "Hello. I am Passerelle, an automatic assistant (artificial intelligence): you are talking to a machine. I know about services shared by Loire and Haute-Loire, with sources. Please write in French: my answers are in French.",
  notice: (days) =>
    `You are talking to a machine. It fills in and sends nothing. Do not write names, addresses or numbers. Your messages are kept for ${days} days without what could identify you. “Leave”, or Escape pressed twice, erases everything, but your browser’s history may remain.`,
  privacy: "Your data",
  you: "You",
  typing: "Passerelle is searching…",
  label: "Your question",
  placeholder: "Write your question in French",
  send: "Send",
  person: "Talk to someone",
  starters: "To begin",
  suggestions: "Suggested questions",
  offline: "No connection: your message was not sent.",
  offlineUrgent: "In danger, call:",
  retry: "Try again",
  refused: "The service does not respond. Try again in a moment.",
  danger: "You can get help now",
  goOn: "You can go on writing here. Nothing of this conversation is kept.",
  helpful: "Does this answer help?",
  yes: "Yes",
  no: "No",
  why: "Why?",
  thanks: "Thank you for your opinion.",
  reasons: {
    wrong: "It is wrong",
    incomplete: "Something is missing",
    not_clear: "It is not clear",
    outdated: "It is out of date",
    not_my_question: "It is not my question",
    other: "Another reason",
  },
  listen: "Listen",
  stop: "Stop",
  noVoice: "Your device has no French voice of its own. Nothing is read, so that your text goes nowhere else.",
  example: "Example, invented record",
  confirm: "To be confirmed",
  call: "Call",
  text: "Send a text to",
  route: "Route",
  more: "More details",
  choose: "Learn more",
  calendar: "Add to my calendar",
  contact: "Add to my contacts",
  official: "Official page",
  print: "Print",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "Your browser refuses to copy. Select the text to copy it.",
  map: "See the list and the map",
  mapImage: "Map: the numbers are those of the list",
  source: "Source:",
  away: (km) => `${km} km away`,
  french: "fr",
};

const ALL: Record<Language, Words> = { fr, plain, en };

export const wordsOf = (language: Language): Words => ALL[language];

/** What the first message says: the site's own greeting, or ours in English. */
export function greetingOf(site: Site | null, language: Language): string {
  if (language === "en") return en.greeting;
  const own = language === "plain" ? site?.greeting_plain : site?.greeting;
  return own || "Bonjour. Je suis Passerelle, un assistant automatique : vous parlez à une machine. Que cherchez-vous ?";
}

/** What « the second one » is called in a message to the assistant. */
export const ORDINALS = ["premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième"];

/** Help that needs no connection; checked against the help lines of the database by a test. */
export const URGENT: [string, string, string][] = [
  ["tel:15", "15", "SAMU"],
  ["tel:17", "17", "police"],
  ["tel:112", "112", "Europe"],
  ["sms:114", "114", "SMS"],
];
