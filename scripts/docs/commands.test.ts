import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGISTRY } from '../../packages/cli/src/commands/registry';
import { runInProcess } from '../../packages/cli/test/run-in-process';
import { readCommandScripts, regionsOf } from './command-script';
import { makeScriptFiles } from './make-script-files';
import { comparableOutput, shownOutput } from './recorded-output';
import { programsAt, RS_SAM, runScript } from './run-script';

const folder = fileURLToPath(new URL('../../docs/commands', import.meta.url));
const scripts = readCommandScripts(folder);
let at: string;

beforeAll(async () => {
  at = await realpath(await mkdtemp(join(tmpdir(), 'rs-sam-docs-')));
});
afterAll(() => rm(at, { recursive: true, force: true }));

it('regions end where they say', () => {
  expect(regionsOf('# region one\na\nb\n# endregion one\n# region two\nc\n# endregion one\n')).toEqual([
    { name: 'one', text: 'a\nb\n' },
  ]);
});

it('output is compared without times and decimals', () => {
  const line = 'features: 24 images, in 1 s, mR 23.4\nindex 3/24 images, 1.2 images/s, 4 s left\nEngine wasm: 4.22.0\n';
  expect(comparableOutput(shownOutput(`/tmp/x/${line}`, '/tmp/x'))).toBe('features: 24 images, in N s, mR N.N\n');
});

describe.each(scripts.filter(({ needs }) => needs === null).map((script) => [script.name, script] as const))(
  'docs/commands/%s.sh',
  (_, script) => {
    it('prints what the pages say', async () => {
      const programs = programsAt(join(at, `${script.name}-programs`), { 'rs-sam': RS_SAM });
      const here = programsAt(join(at, script.name), {});
      await makeScriptFiles(script, here);
      for (const { name, text } of script.regions) {
        const { status, output } = await runScript(text, here, programs);
        expect({ status, output }).toMatchObject({ status: 0 });
        const recorded = join(folder, `${script.name}.${name}.txt`);
        if (!existsSync(recorded)) continue;
        const shown = shownOutput(output, here);
        expect(comparableOutput(shown), name).toBe(comparableOutput(readFileSync(recorded, 'utf8')));
      }
    }, 300_000);
  },
);

describe.each(scripts.filter(({ needs }) => needs !== null).map((script) => [script.name, script] as const))(
  'docs/commands/%s.sh',
  (_, script) => {
    it('has options that the commands know', async () => {
      // Every program writes its arguments to a file; none of them runs.
      const log = join(at, `${script.name}.log`);
      const write = `for word; do printf '%s\\0' "$word"; done >> '${log}'; printf '\\n' >> '${log}'`;
      const parallel = 'for word; do last="$word"; done; while [ "$1" != rs-sam ]; do shift; done; shift';
      const programs = programsAt(join(at, `${script.name}-programs`), {
        'rs-sam': write,
        parallel: `${parallel}\nset -- $(for word; do [ "$word" = ::: ] && break; echo "$word" | sed "s/{}/$last/"; done)\n${write}`,
        npx: 'shift; exec rs-sam "$@"',
        ...{ npm: ':', git: ':', tsx: ':', sbatch: 'echo 1', openssl: 'echo token' },
      });
      const text = script.regions.map(({ text }) => text.replace(/ && cd .*/, '')).join('');
      const job = 'export SLURM_ARRAY_TASK_ID=3\n';
      const { status, output } = await runScript(job + text, programsAt(join(at, script.name), {}), programs);
      expect({ status, output }).toMatchObject({ status: 0 });
      await expectKnown(existsSync(log) ? readFileSync(log, 'utf8') : '');
    }, 60_000);
  },
);

it('docs/commands/slurm.sh starts a job again that the end of its time interrupts, and no other', async () => {
  const [job] = scripts.find(({ name }) => name === 'slurm')?.regions ?? [];
  expect(job?.text).toMatch(/^#!\/bin\/bash\n#SBATCH /);
  const here = programsAt(join(at, 'slurm-job'), {});
  writeFileSync(join(here, 'slurm.sh'), job?.text ?? '');
  const programs = programsAt(join(at, 'slurm-job-programs'), {
    'rs-sam': `trap 'sleep 0.2; exit 130' TERM; touch started; [ "$END" ] && exit "$END"; while :; do sleep 0.1; done`,
    scontrol: 'echo "scontrol $@"',
  });
  const start = 'export SLURM_ARRAY_TASK_ID=3 SLURM_JOB_ID=77\n';
  const signal = 'until [ -e started ]; do sleep 0.1; done; kill $!; wait $! || echo "status $?"';
  const interrupted = await runScript(`${start}export END=\nbash slurm.sh & ${signal}`, here, programs);
  expect(interrupted).toEqual({ status: 0, output: 'scontrol requeue 77\nstatus 130\n' });
  for (const status of [0, 1])
    expect(await runScript(`${start}export END=${status}\nbash slurm.sh`, here, programs)).toEqual({
      status,
      output: '',
    });
}, 60_000);

it('docs/commands/kubernetes.yaml runs a command with options that it knows', async () => {
  const [, command = ''] =
    readFileSync(join(folder, 'kubernetes.yaml'), 'utf8').match(/exec rs-sam ([\s\S]*?)\n {10}volume/) ?? [];
  const words = command.replaceAll('$((JOB_COMPLETION_INDEX + 1))', '3').trim().split(/\s+/);
  expect(words.length).toBeGreaterThan(5);
  await expectKnown(`${words.join('\0')}\0\n`);
});

/** Reads command lines, a line each, as the commands do, and runs none of them. */
async function expectKnown(log: string): Promise<void> {
  const registry = { ...REGISTRY, commands: REGISTRY.commands.map((one) => ({ ...one, run: async () => {} })) };
  for (const line of log.split('\n').filter((words) => words !== '')) {
    const words = line.split('\0').slice(0, -1);
    const { code, stderr } = await runInProcess(words, registry);
    expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: '' });
  }
}
