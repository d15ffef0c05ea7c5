import { formatSplit } from './format-split';
import type { DatasetSplit } from './split';

/**
 * SHA-256, in hexadecimal, of the content of a split: its part names and image ids, sorted. Two people with the same hash used
 * the same split, in whatever order it was written.
 */
export async function splitHash(split: DatasetSplit): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(formatSplit(split)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
