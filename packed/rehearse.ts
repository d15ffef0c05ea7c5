// pnpm release:rehearse [--keep]: makes a release of the last commit in a temporary clone, publishes it to a registry on this machine, and
// installs and uses the packages from there as a user does; exit status 1 on a failure. Nothing is sent to another registry, and the
// user's own npm configuration, login and caches are not used by what is installed.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatWeights } from './checks/weigh-packages';
import { printStep } from './print-step';
import { installEverything, runCommonJs, runCore, runViteApp } from './rehearsal/projects';
import { publishClone } from './rehearsal/publish-clone';
import { startRegistry } from './rehearsal/registry';
import { installCommand, runQuickstart } from './rehearsal/run-command';

const root = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(realpathSync(tmpdir()), 'rs-sam-release-'));
const keep = process.argv.includes('--keep');
process.once('exit', () => {
  if (keep) console.log(`release: kept ${temporary}`);
  else rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130));

try {
  await rehearse();
} catch (error) {
  console.error(`release: FAILED. ${(error as Error).message}`);
  process.exitCode = 1;
}

async function rehearse(): Promise<void> {
  const registry = await startRegistry(join(temporary, 'registry'));
  try {
    printStep(`a registry at ${registry.address}`);
    const manifests = await publishClone(root, join(temporary, 'clone'), registry);
    const stranger = join(root, 'packed', 'stranger');
    const place = { temporary, root, stranger, environment: registry.environment };
    const installed = await installCommand(place);
    const weights = [
      await runCore(place),
      installed.weight,
      await runViteApp(place),
      await runCommonJs(place),
      await installEverything(place, manifests),
    ];
    console.log(`\n${formatWeights(weights, 'empty project with')}\n`);
    // The longest step: it takes the regions of 360 images, and trains.
    await runQuickstart(installed, place);
    console.log('\nrelease: rehearsed; nothing was published outside this machine.');
  } finally {
    registry.stop();
  }
}
