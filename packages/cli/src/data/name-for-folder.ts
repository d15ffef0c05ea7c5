/**
 * A name that a manifest gives to people, as the name of one folder: without separators, so that it cannot lead out of the folder that
 * the user named, and without what Windows refuses in names. Names of one plain word, as `ucm` or `resnet-50`, stay as they are.
 */
export function nameForFolder(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{M}\p{N} ._-]/gu, '-')
    // Windows drops dots and blanks at the end, and `..` is the folder above.
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  return plain === '' || RESERVED.test(plain) ? `data-${plain}` : plain;
}

/** Devices of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
