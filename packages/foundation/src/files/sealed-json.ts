import { sha256 } from './sha256';

/**
 * JSON of an object with a last field `checksum`: the SHA-256 of the text as it is without that field. Every byte of the text counts.
 *
 * @param json as `JSON.stringify` writes an object with at least one field, on one line or indented.
 */
export function sealJson(json: string): string {
  const end = json.lastIndexOf('}');
  const before = json.slice(0, end).trimEnd();
  const indented = before.length < end;
  return `${before},${indented ? '\n "checksum": ' : '"checksum":'}"${sha256(json)}"${json.slice(before.length)}`;
}

/** A text without its seal, and whether it has one and is unchanged. */
export interface UnsealedJson {
  readonly json: string;
  readonly seal: 'kept' | 'broken' | 'absent';
}

export function unsealJson(text: string): UnsealedJson {
  const [field = '', checksum, rest = ''] =
    /,[ \r\n\t]*"checksum":[ \r\n\t]*"([0-9a-f]{64})"([ \r\n\t]*\}[ \r\n\t]*)$/.exec(text) ?? [];
  if (checksum === undefined) return { json: text, seal: 'absent' };
  const json = text.slice(0, text.length - field.length) + rest;
  return { json, seal: sha256(json) === checksum ? 'kept' : 'broken' };
}
