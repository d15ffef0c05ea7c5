import { CheckpointError } from './checkpoint-error';

/** Where the files of a checkpoint come from. */
export interface CheckpointSource {
  /** Its path or URL, for messages. */
  readonly name: string;
  /**
   * The bytes of one file, such as `manifest.json`.
   *
   * @throws any error; `loadCheckpoint` adds the name of the file.
   */
  read(file: string): Promise<Uint8Array>;
}

/**
 * A checkpoint on a server: `url` is its folder.
 *
 * @example
 * const { model, vocabulary } = await loadCheckpoint(urlSource('https://example.org/models/ucm/best'));
 */
export function urlSource(url: string | URL, fetchFile: typeof fetch = fetch): CheckpointSource {
  // A relative URL is relative to the page; outside a browser no page exists.
  const page = typeof location === 'undefined' ? undefined : location.href;
  const folder = new URL(String(url).replace(/\/*$/, '/'), page);
  return {
    name: folder.href.replace(/\/$/, ''),
    async read(file) {
      const response = await fetchFile(new URL(file, folder));
      if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trim());
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/**
 * A checkpoint that a user has chosen or dropped on a page: the files of its folder in any order; other files are ignored.
 *
 * @param files from an `<input type="file" multiple>` or a drop.
 * @throws CheckpointError when two files have the same name, for example because they are of two checkpoints.
 */
export function fileSource(files: Iterable<File>): CheckpointSource {
  const byName = new Map<string, File>();
  for (const file of files) {
    if (byName.has(file.name)) {
      throw new CheckpointError(file.name, 'was chosen twice.', 'Choose the files of one checkpoint folder.');
    }
    byName.set(file.name, file);
  }
  return {
    name: 'the chosen files',
    async read(name) {
      const file = byName.get(name);
      if (file === undefined) throw new Error('it is not among the chosen files');
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}
