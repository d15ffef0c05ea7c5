import type { DatasetSplit } from './split';

/**
 * SHA-256, in hexadecimal, of a split's content: its part names and image ids, sorted. Two people with the same hash used
 * the same split, whatever the order it was written in.
 */
export async function splitHash(split: DatasetSplit): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalSplit(split)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The one way of writing a split down: a part a line, sorted. */
export function canonicalSplit({ parts }: DatasetSplit): string {
  const names = Object.keys(parts).sort();
  const lines = names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify([...(parts[name] ?? [])].sort())}`);
  return `{ "parts": {\n${lines.join(',\n')}\n} }\n`;
}
