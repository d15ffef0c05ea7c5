import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { COMMAND } from './run-as-process';
import { smallDataset } from './small-dataset';
import { tinyProject } from './tiny-project';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-closed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a line of bash, in which `"${rs[@]}"` is the command; returns its output and the exit codes of its pipe. */
function inShell(line: string, words: readonly string[]): Promise<{ readonly output: string; readonly codes: string }> {
  const script = `rs=("$@"); ${line}; echo "codes \${PIPESTATUS[@]}" >&2`;
  const child = spawn('bash', ['-c', script, 'bash', ...COMMAND, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = ['', ''];
  [child.stdout, child.stderr].forEach((stream, at) => {
    stream.setEncoding('utf8').on('data', (text: string) => {
      texts[at] += text;
    });
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve({ output: texts.join(''), codes: /codes (.*)/.exec(texts[1] ?? '')?.[1] ?? '' }));
  });
}

it.each([
  ['| head -1', '0 0'],
  ['| head -c 0', '0 0'],
  ['| exec true', '0 0'],
  ['>&-', '0'],
])('writes every file when the reader of stdout leaves: %s', { timeout: 60_000 }, async (reader, codes) => {
  const folder = await emptyFolder();
  await smallDataset(folder, 12);
  const out = join(folder, 'folds');
  await mkdir(out);
  const words = ['dataset', 'split', folder, '--folds', '8', '--out', out];
  expect((await inShell(`"\${rs[@]}" ${reader}`, words)).codes).toBe(codes);
  expect(await readdir(out)).toHaveLength(8);
});

it('says that stdout is on a full disk, and still writes every file', { timeout: 60_000 }, async () => {
  if (!existsSync('/dev/full')) return;
  const folder = await emptyFolder();
  await smallDataset(folder, 12);
  const out = join(folder, 'folds');
  await mkdir(out);
  const words = ['dataset', 'split', folder, '--folds', '8', '--out', out];
  const { output, codes } = await inShell(`"\${rs[@]}" > /dev/full`, words);
  expect([codes, await readdir(out)]).toEqual(['1', expect.objectContaining({ length: 8 })]);
  expect(output).toContain('rs-sam: Standard output cannot be written: the disk is full.');
});

it.each(['2>&1 > /dev/null | head -c 1', '2>&- > /dev/null', '2>&1 | head -c 1', '2> /dev/full > /dev/null'])(
  'ends a training whose messages nobody reads: %s',
  { timeout: 120_000 },
  async (reader) => {
    const { folder, data } = await tinyProject();
    const run = join(folder, 'run');
    const small = ['--epochs', '2', '--batch-size', '8', '--option', 'projection=4', '--option', 'embeddingDim=4'];
    const { codes } = await inShell(`"\${rs[@]}" ${reader}`, ['train', run, ...data, ...small]);
    expect(codes).toMatch(/^0( 0)?$/);
    expect(existsSync(join(run, 'best', 'manifest.json'))).toBe(true);
  },
);
