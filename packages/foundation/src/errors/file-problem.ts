import { messageWithCause } from './message-with-cause';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EISDIR: 'is a folder, not a file',
  EACCES: 'cannot be read: permission is denied',
  EPERM: 'cannot be read: permission is denied',
};

/** The end of the sentence "the file …", of an error of the file system: no code such as ENOENT where words say it. */
export function fileProblem(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? `cannot be read: ${messageWithCause(error as Error)}`;
}
