import { homedir } from 'node:os';

/** Lines of progress, which come every 15 seconds where the output is no terminal, and the engine, which is that of the machine. */
const LEFT_OUT = /^(\S+ \d+\/\d+ .*|Engine .*)$/;

/** Output as a page shows it: without lines that depend on the speed of a machine, and without folders of the run and of the user. */
export function shownOutput(output: string, folder: string): string {
  const lines = output
    .replaceAll(`${folder}/`, '')
    .replaceAll(folder, '.')
    .replaceAll(`${homedir()}/`, '~/')
    .trimEnd()
    .split('\n');
  return `${lines.filter((line) => !LEFT_OUT.test(line)).join('\n')}\n`;
}

/** Output to compare: times, and numbers with decimals, which can differ from engine to engine, are all alike. */
export function comparableOutput(shown: string): string {
  return shown
    .replaceAll(/\b\d+(\.\d+)?(?= (ms|s|min|h)\b)/g, 'N')
    .replaceAll(/\d+\.\d+/g, 'N.N')
    .replaceAll(/ +/g, ' ');
}
