/** The marks that begin a text and tell its encoding, the longer ones first: UTF-16's is the beginning of one of UTF-32. */
const MARKS = [
  { name: 'utf-32le', bytes: [0xff, 0xfe, 0, 0] },
  { name: 'utf-32be', bytes: [0, 0, 0xfe, 0xff] },
  { name: 'gb18030', bytes: [0x84, 0x31, 0x95, 0x33] },
  { name: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { name: 'utf-16le', bytes: [0xff, 0xfe] },
  { name: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** The encoding that the byte order mark at the start of a text names, or `undefined` without one. */
export function encodingByMark(bytes: Uint8Array) {
  return MARKS.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
}

/**
 * UTF-32, which `TextDecoder` does not know.
 * @throws RangeError where `fatal` and a number is no character; the caller names the file
 */
export function decodeUtf32(bytes: Uint8Array, littleEndian: boolean, fatal: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (fatal && bytes.length % 4 !== 0) throw new RangeError('The last character is cut off.');
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    const valid = code < 0x110000 && (code < 0xd800 || code > 0xdfff);
    if (!valid && fatal) throw new RangeError(`${code} is no character.`);
    text += String.fromCodePoint(valid ? code : 0xfffd);
  }
  return text;
}
