import { splitSeal, withSeal } from '../formats/sealed-json';
import { sha256 } from './sha256';

/** JSON of an object with its checksum as the last field, see `withSeal` of `/formats`. */
export function sealJson(json: string): string {
  return withSeal(json, sha256(json));
}

/** A text without its seal, and whether it has one and is unchanged. */
export interface UnsealedJson {
  readonly json: string;
  readonly seal: 'kept' | 'broken' | 'absent';
}

export function unsealJson(text: string): UnsealedJson {
  const { json, checksum } = splitSeal(text);
  if (checksum === null) return { json, seal: 'absent' };
  return { json, seal: sha256(json) === checksum ? 'kept' : 'broken' };
}
