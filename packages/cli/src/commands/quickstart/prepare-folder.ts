import { mkdir, readdir } from 'node:fs/promises';
import { quoteWord } from '../../output/quote-word';
import { CommandError } from '../../program/command-error';

/** What the quickstart writes into its folder. */
const OWN = /^(data|features-[\w-]+|run-[\w-]+|gallery|report\.html)$/;

/**
 * Makes the folder of the results.
 *
 * @throws {CommandError} where it has a file that the quickstart did not make.
 */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // A killed command leaves the file that was being written.
  const other = (await readdir(folder)).find((name) => !OWN.test(name) && !name.endsWith('.new'));
  if (other === undefined) return;
  throw new CommandError(
    `${quoteWord(folder)} has other files than those of the quickstart, such as ${other}. Name another folder with --out.`,
  );
}
