/** The conversation, kept in the tab only, once the resident has opened the chat; a browser may refuse. */

import type { Language, Turn } from "./types";

export interface Kept { conversation: string | null; turns: Turn[]; language: Language; size: number }

const key = (site: string) => `passerelle:${site}`;

export function restore(site: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(key(site)) ?? "null");
  } catch {
    return null;
  }
}

export function keep(site: string, kept: Kept): void {
  try {
    sessionStorage.setItem(key(site), JSON.stringify(kept));
  } catch {
    // Storage refused or full: the conversation only lives in this page.
  }
}

export function forget(site: string): void {
  try {
    sessionStorage.removeItem(key(site));
  } catch {
    // Nothing was stored then.
  }
}
