import { readFile, stat } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import { ImageError } from './image-error';

/**
 * The bytes of an image file.
 *
 * @throws {ImageError} where it cannot be read. Pipes, sockets and devices are not opened: reading them may never end.
 */
export async function readImageFile(file: string): Promise<Uint8Array> {
  const remedy = 'Correct the path or its permissions.';
  try {
    const stats = await stat(file);
    if (!stats.isFile()) {
      const kind = stats.isDirectory()
        ? 'a folder'
        : stats.isFIFO()
          ? 'a named pipe'
          : stats.isSocket()
            ? 'a socket'
            : 'a device';
      throw new ImageError(file, `It is ${kind}, not a file.`, 'Name a plain file.', { unsupported: true });
    }
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof ImageError) throw cause;
    throw new ImageError(file, `The file ${fileProblem(cause)}.`, remedy, { cause });
  }
}
