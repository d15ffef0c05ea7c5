import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Environment, run } from '../project/command';

/** What is installed to run the registry, from the registry that npm is configured with. 6.8.0 is the last version that runs on Node 20. */
const PROJECT = {
  private: true,
  dependencies: { verdaccio: '6.8.0' },
  // verdaccio-audit asks for the tag `cjs`, and mirrors of npm may have no tags but `latest`.
  overrides: { 'node-fetch': '2.7.0' },
};

/** A registry on this machine: it has what is published to it, and takes everything else from the registry that npm is configured with. */
export interface Registry {
  readonly address: string;
  /** Variables of npm and pnpm: this registry, and neither the user's configuration nor their cache. */
  readonly environment: Environment;
  stop(): void;
}

/** Installs and starts Verdaccio; all its files are in the folder. */
export async function startRegistry(folder: string): Promise<Registry> {
  await mkdir(folder);
  const uplink = (await run(folder, 'npm', ['config', 'get', 'registry'])).trim();
  const certificates = (await run(folder, 'npm', ['config', 'get', 'cafile'])).trim();
  await writeFile(join(folder, 'package.json'), JSON.stringify(PROJECT));
  await run(folder, 'npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error']);
  const address = `http://127.0.0.1:${await freePort()}`;
  const configuration = join(folder, 'config.yaml');
  const log = join(folder, 'verdaccio.log');
  await writeFile(configuration, configurationOf(folder, address, uplink, log));
  const main = join(folder, 'node_modules', 'verdaccio', 'bin', 'verdaccio');
  const child = spawn(process.execPath, [main, '--config', configuration], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...(certificates !== 'null' && { NODE_EXTRA_CA_CERTS: certificates }), ...process.env },
  });
  const stop = () => void child.kill();
  process.once('exit', stop);
  await answered(address, child, log);
  const settings = join(folder, 'npmrc');
  const none = join(folder, 'no-npmrc');
  await writeFile(settings, `//${address.slice('http://'.length)}/:_authToken=${await newToken(address)}\n`);
  await writeFile(none, '');
  const environment = {
    // What pnpm and npx set for the programs that they run.
    ...Object.fromEntries(Object.keys(process.env).flatMap((name) => (/^npm_/i.test(name) ? [[name, undefined]] : []))),
    npm_config_registry: `${address}/`,
    npm_config_userconfig: settings,
    npm_config_globalconfig: none,
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_update_notifier: 'false',
  };
  return { address, environment, stop };
}

function configurationOf(folder: string, address: string, uplink: string, log: string): string {
  const open = { access: '$all', publish: '$authenticated' };
  // JSON is YAML.
  return JSON.stringify({
    storage: join(folder, 'storage'),
    listen: address,
    web: { enable: false },
    max_body_size: '200mb',
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    uplinks: { npm: { url: uplink, timeout: '2m', maxage: '1h' } },
    packages: { 'rs-sam': open, '@rs-sam/*': open, '**': { access: '$all', proxy: 'npm' } },
    log: { type: 'file', path: log, level: 'warn', format: 'json' },
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port of this machine is free.');
  return address.port;
}

/** Waits until the registry answers, at most a minute. */
async function answered(address: string, child: ChildProcess, log: string): Promise<void> {
  const problem = async () => readFile(log, 'utf8').catch(() => 'it wrote no log');
  for (let tries = 0; tries < 120; tries++) {
    if (child.exitCode !== null) throw new Error(`Verdaccio ended with ${child.exitCode}: ${await problem()}`);
    const response = await fetch(`${address}/-/ping`).catch(() => null);
    if (response?.ok) return;
    await setTimeout(500);
  }
  throw new Error(`Verdaccio does not answer at ${address}: ${await problem()}`);
}

/** Signs a user up, who exists in this registry only. */
async function newToken(address: string): Promise<string> {
  const response = await fetch(`${address}/-/user/org.couchdb.user:rehearsal`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'rehearsal', password: crypto.randomUUID() }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined) throw new Error(`Verdaccio signed nobody up: ${response.status}`);
  return token;
}
