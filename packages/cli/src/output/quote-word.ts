/** A word for a shell: quoted if it has a space or another special character. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * A command that can be pasted into a shell, with the options that have a value.
 *
 * @example
 * formatCommand(['evaluate', 'my run'], { dataset: 'data/ucm', split: undefined }); // rs-sam evaluate 'my run' --dataset data/ucm
 */
export function formatCommand(
  words: readonly string[],
  options: Readonly<Record<string, string | undefined>> = {},
): string {
  const flags = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return ['rs-sam', ...words, ...flags].map(quoteWord).join(' ');
}
