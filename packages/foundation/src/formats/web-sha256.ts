/**
 * SHA-256 as 64 hexadecimal digits, by the Web Crypto API: for code that runs in browsers too.
 *
 * @returns null where the API is absent: a browser has it on secure pages only, those of https or localhost.
 */
export async function webSha256(content: Uint8Array): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
