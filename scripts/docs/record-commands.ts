// tsx scripts/docs/record-commands.ts [name …]: runs the scripts of docs/commands, all or these, and writes what each region printed to
// docs/commands/<name>.<region>.txt. A script runs in an empty folder.
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommandScripts } from './command-script';
import { makeScriptFiles } from './make-script-files';
import { shownOutput } from './recorded-output';
import { programsAt, RS_SAM, runScript } from './run-script';

const folder = fileURLToPath(new URL('../../docs/commands', import.meta.url));
const chosen = process.argv.slice(2);
for (const script of readCommandScripts(folder)) {
  if (chosen.length > 0 ? !chosen.includes(script.name) : script.needs !== null) continue;
  const at = await realpath(await mkdtemp(join(tmpdir(), `rs-sam-docs-${script.name}-`)));
  try {
    // A reader installs the package; here its sources run.
    const programs = programsAt(join(at, '.programs'), { 'rs-sam': RS_SAM, npm: ':' });
    await makeScriptFiles(script, at);
    for (const { name, text } of script.regions) {
      const { status, output } = await runScript(text, at, programs);
      if (status !== 0) throw new Error(`${script.name}, ${name}: exit status ${status}\n${output}`);
      const shown = shownOutput(output, at);
      if (shown.trim() === '') continue;
      await writeFile(join(folder, `${script.name}.${name}.txt`), shown);
      console.log(`${script.name}.${name}.txt`);
    }
  } finally {
    await rm(at, { recursive: true, force: true });
  }
}
