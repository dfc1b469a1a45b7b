/** The shapes of `POST /api/chat` and `GET /api/site/{id}` that the widget reads. */

export interface Phone { label: string; number: string; href: string }

export interface Result {
  kind: string;
  id: string;
  title: string;
  text: string;
  url: string | null;
  commune: string | null;
  distance_km: number | null;
  example: boolean;
  facts: Record<string, string>;
  source: { name: string; url: string | null; checked_on: string };
  freshness?: string;
  verified?: string;
  why?: string[];
  links?: { tel?: Phone[]; sms?: string; geo?: string; ics?: string; vcf?: string };
}

export interface Suggestion { label: string; message: string }

export interface Answer {
  conversation: string;
  outcome: string;
  emergency: { kind: string; immediate: boolean } | null;
  messages: { text: string }[];
  results: Result[];
  suggestions: Suggestion[];
}

/** One message of the resident and what became of it. */
export interface Turn {
  id: string;
  text: string;
  state: "waiting" | "answered" | "failed" | "refused";
  answer?: Answer;
  problem?: string;
  opinion?: "yes" | "no" | "done";
}

export interface Site {
  id: string | null;
  name: string;
  greeting: string;
  greeting_plain: string;
  accent: string;
  on_accent: string;
  logo: string;
  quit_url: string;
  position: "left" | "right";
  starters: Suggestion[];
  starters_plain: Suggestion[];
  text_days: number;
}

export type Language = "fr" | "plain" | "en";
