// pnpm manifests: writes the fields that follow from the folder, and those that all packages share, into each published package.json.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completeManifest } from './manifest-rules';
import { publishedPackages } from './published-packages';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const { folder, manifest } of publishedPackages(root)) {
  const [before, after] = [manifest, completeManifest(manifest, folder)].map((one) => JSON.stringify(one, null, 2));
  if (before === after) continue;
  writeFileSync(join(root, folder, 'package.json'), `${after}\n`);
  console.log(`${folder}/package.json is completed`);
}
