import { RsSamError } from '../errors/rs-sam-error';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist. Check the path',
  ENOTDIR: 'it is no folder. Name a folder',
  EACCES: 'permission is denied. Change its permissions',
  EPERM: 'permission is denied. Change its permissions',
  ELOOP: 'it is a link that leads to itself. Name the folder it stands for',
  EMFILE: 'this process has too many open files. Raise the limit (ulimit -n) and rerun',
  ENFILE: 'the system has too many open files. Close other programs and rerun',
  EIO: 'the disk or network drive failed. Check it and rerun',
};

/** A folder, or a link in it, could not be read. */
export class FolderReadError extends RsSamError {
  override readonly name = 'FolderReadError';
  override readonly code = 'RS_SAM_FOLDER_READ';

  constructor(
    /** The folder, with its path. */
    readonly path: string,
    cause: unknown,
  ) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    super(`${path} cannot be read: ${REASONS[code] ?? message}.`, { cause });
  }
}
