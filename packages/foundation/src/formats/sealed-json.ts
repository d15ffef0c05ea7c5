import { formatJson } from './format-json';

/** JSON with a seal: its last field, `sha256`, is the SHA-256 of {@link formatJson} of the other fields. */
export function formatSealedJson(value: object, sha256: (text: string) => string): string {
  return formatJson({ ...value, sha256: sha256(formatJson(value)) });
}

/**
 * The seal of a parsed value, and the text whose SHA-256 it must be. The caller compares them, since a browser computes hashes
 * asynchronously.
 */
export function sealOf(json: object): { readonly sha256: unknown; readonly text: string } {
  const { sha256, ...content } = json as { readonly sha256?: unknown };
  return { sha256, text: formatJson(content) };
}
