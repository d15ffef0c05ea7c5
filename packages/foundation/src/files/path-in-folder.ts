/**
 * What keeps a name from a file from being a path in a folder: the end of the sentence "the name …", or null. Names inside caption
 * files, manifests and archives are data, and none of them may lead out of the folder it belongs to.
 *
 * The rules are those of all systems at a time, so that the same file is accepted or refused everywhere.
 */
export function pathProblem(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.includes('\0')) return 'contains a NUL';
  if (/^[\\/]/.test(name)) return 'is an absolute path';
  if (/^[a-z]:/i.test(name)) return 'begins with a drive letter';
  return name.split(/[\\/]/).some((part) => part.trim() === '..') ? 'leads out of its folder' : null;
}

/** What keeps a text from being the name of one file or folder: the end of the sentence "the name …", or null. */
export function nameProblem(name: string): string | null {
  if (/[\\/]/.test(name)) return 'is a path, not a name';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0001-\u001f\u007f]/.test(name)) return 'contains a control character';
  return name === '.' ? 'is a path, not a name' : pathProblem(name);
}
