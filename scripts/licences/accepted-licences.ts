/** Licences, by their SPDX identifiers, that permit use, change and redistribution, and ask only for their notice. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  ...[
    '0BSD',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'ISC',
    'MIT',
    'MIT-0',
    'Unlicense',
    'Zlib',
  ],
]);

/** A licence that is no SPDX expression of permissive licences, and that was read and accepted all the same. */
export interface Decision {
  /** Of packages. */
  readonly names: RegExp;
  /** As the manifest has it. */
  readonly licence: string;
  readonly why: string;
}

export const DECISIONS: readonly Decision[] = [
  {
    names: /^h5wasm$/,
    licence: 'SEE LICENSE IN LICENSE.txt',
    why:
      'Permissive. `LICENSE.txt` is the statement of NIST (the SPDX licence `NIST-Software`), which permits to use, copy, change and ' +
      'distribute the software where its notice is kept and NIST is acknowledged as the source, and the licence of the HDF5 library, which ' +
      'its wasm module contains: three clauses, as BSD-3-Clause. Neither asks anything of programs that use it.',
  },
  {
    names: /^@img\/sharp-libvips-/,
    licence: 'LGPL-3.0-or-later',
    why:
      'Not permissive: a weak copyleft. Each has one shared library: libvips and what it is built of, much of it under the LGPL, and cairo ' +
      'under MPL-1.1; the README of the package lists them. They come with `sharp` (Apache-2.0), which loads the library when it runs: it is ' +
      'linked dynamically, in a package of its own, and may be replaced by another build. So the LGPL does not reach our packages or programs ' +
      'that use them. Whoever passes an installation on (a container image, an archive) passes on the library, with the duties of its ' +
      'licences. `rs-sam` and `@rs-sam/server` need `sharp`; for the other packages it is an optional peer.',
  },
  {
    names: /^@img\/sharp-win32-/,
    licence: 'Apache-2.0 AND LGPL-3.0-or-later',
    why: 'As above: on Windows the shared library is in the package that loads it.',
  },
  {
    names: /^@img\/sharp-wasm32$/,
    licence: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
    why:
      'As above, but libvips is linked into the WebAssembly module, which can be replaced only as a whole. npm installs it only where no ' +
      'native build exists (FreeBSD, WebContainers) or where it is asked for.',
  },
  {
    names: /^usearch$/,
    licence: 'Apache 2.0',
    why: 'Apache-2.0 in another spelling: its `LICENSE` is that text. An optional peer.',
  },
];

/** Whether a licence needs no decision: an SPDX expression of permissive licences. */
export function isPermissive(licence: string): boolean {
  const plain = licence.replace(/^\((.*)\)$/, '$1');
  // Expressions of both kinds have brackets inside, which are not read: they need a decision.
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((part) => PERMISSIVE.has(part)));
}

/** The decision about a package with a licence that is not permissive by its expression. */
export function decisionFor(name: string, licence: string): Decision | undefined {
  return DECISIONS.find((decision) => decision.names.test(name) && decision.licence === licence);
}
