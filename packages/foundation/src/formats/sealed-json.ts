/** The text of an object as JSON, without its seal, and the seal itself. */
export interface SplitSeal {
  readonly json: string;
  /** 64 hexadecimal digits; null where the text has no seal. */
  readonly checksum: string | null;
}

/**
 * JSON of an object with a last field `checksum`, the SHA-256 of the text as it is without that field. Every byte of the text counts.
 *
 * The hash is the caller's, since a browser computes it asynchronously; Node has `sealJson` of `/files`.
 *
 * @param json as `JSON.stringify` writes an object with at least one field, on one line or indented.
 */
export function withSeal(json: string, checksum: string): string {
  const end = json.lastIndexOf('}');
  const before = json.slice(0, end).trimEnd();
  const indented = before.length < end;
  return `${before},${indented ? '\n "checksum": ' : '"checksum":'}"${checksum}"${json.slice(before.length)}`;
}

/** Takes off what {@link withSeal} added. */
export function splitSeal(text: string): SplitSeal {
  const [field = '', checksum, rest = ''] =
    /,[ \r\n\t]*"checksum":[ \r\n\t]*"([0-9a-f]{64})"([ \r\n\t]*\}[ \r\n\t]*)$/.exec(text) ?? [];
  if (checksum === undefined) return { json: text, checksum: null };
  return { json: text.slice(0, text.length - field.length) + rest, checksum };
}
