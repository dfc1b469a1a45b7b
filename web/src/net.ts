/** Calls to our own API. Nothing else is ever called. */

import type { Answer, Site } from "./types";

/** A refusal that the resident reads (HTTP 4xx or 5xx with a problem document). */
export class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

const PATIENCE = 20_000; // ms

async function call(url: string, init: RequestInit = {}): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal, ...init });
  } finally {
    clearTimeout(timer);
  }
}

const post = (url: string, body: unknown) =>
  call(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** The answer to a message. Throws `Refused`, or anything else when the connection is lost. */
export async function ask(base: string, body: Record<string, unknown>): Promise<Answer> {
  const response = await post(`${base}api/chat`, body);
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Refused(response.status, [problem.title, problem.detail].filter(Boolean).join(". "));
}

export async function siteOf(base: string, id: string): Promise<Site | null> {
  try {
    const response = await call(`${base}api/site/${encodeURIComponent(id)}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

export function sendOpinion(base: string, conversation: string, message_id: string, helpful: boolean, reason?: string): void {
  void post(`${base}api/feedback`, { conversation, message_id, helpful, reason: reason ?? null }).catch(() => undefined);
}

/** Erases the conversation on the server; outlives the page. */
export async function erase(base: string, conversation: string): Promise<void> {
  await fetch(`${base}api/conversations/${encodeURIComponent(conversation)}`, {
    method: "DELETE", credentials: "omit", keepalive: true,
  }).catch(() => undefined);
}
