import { RsSamError } from '../errors/rs-sam-error';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space and rerun',
  EDQUOT: 'the disk quota is used up. Free some space and rerun',
  EFBIG: 'the file is larger than this process or file system allows. Raise the limit and rerun',
  EACCES: 'permission is denied. Change the permissions of its folder, or choose another one',
  EPERM: 'permission is denied. Change the permissions of its folder, or choose another one',
  EROFS: 'the file system is read-only. Choose another folder',
  ENOENT: 'its folder does not exist. Create the folder and rerun',
  EISDIR: 'a folder has this name. Choose another name',
  ENOTDIR: 'a file has the name of one of its folders. Choose another path',
};

/** The codes of a write that the disk refuses; a file that is read has none of them. */
const OF_WRITES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);

/**
 * Names the file in an error of writing it: those of an open file carry no path. Other errors are passed on as they are.
 *
 * @throws FileWriteError
 */
export function nameWrites<T>(path: string, writing: Promise<T>): Promise<T> {
  return writing.catch((error: NodeJS.ErrnoException) => {
    throw OF_WRITES.has(error?.code ?? '') ? new FileWriteError(path, error) : error;
  });
}

/** A file could not be written. What had its name before is unchanged. */
export class FileWriteError extends RsSamError {
  override readonly name = 'FileWriteError';
  override readonly code = 'RS_SAM_FILE_WRITE';

  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    super(`${file} cannot be written: ${REASONS[code] ?? message}. The file of before, if any, is unchanged.`, {
      cause,
    });
  }
}
