import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileProblem, RsSamError } from '@rs-sam/foundation/errors';

/** The page is not there. */
export class PageMissingError extends RsSamError {
  override readonly name = 'PageMissingError';
  override readonly code = 'RS_SAM_PAGE_MISSING';

  constructor(
    readonly folder: string,
    problem: string,
  ) {
    super(`The page ${problem}: ${folder}. In a checkout of rs-sam, run \`pnpm build\`.`);
  }
}

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** Whether its name changes with its content. */
  readonly hashed: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where the build of this package has the page. */
export function builtPage(): string {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/page/' : './page/';
  return fileURLToPath(new URL(path, import.meta.url));
}

/**
 * Reads all files of the page, by their addresses. They are served from memory: no request leads to a path.
 *
 * @throws PageMissingError
 */
export async function readPageFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = await readdir(folder, { recursive: true }).catch((cause) => {
    throw new PageMissingError(folder, fileProblem(cause));
  });
  const files = new Map<string, PageFile>();
  for (const name of names.map((one) => one.replaceAll('\\', '/'))) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const bytes = await readFile(join(folder, name));
    files.set(name === 'index.html' ? '/' : `/${name}`, { type, bytes, hashed: name.startsWith('assets/') });
  }
  if (!files.has('/')) throw new PageMissingError(folder, 'has no index.html');
  return files;
}
