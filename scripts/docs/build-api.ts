// tsx scripts/docs/build-api.ts: writes docs/api, a page for each entry of each package, from the doc comments of the sources.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, Converter, ReflectionKind, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { githubSlug } from '../../docs/.vitepress/github-slug';
import { publicEntries } from '../public-names';
import { publishedPackages } from '../published-packages';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'docs/api');
const entries = publishedPackages(root).flatMap((one) => publicEntries(root, one));
const nameOf = new Map(entries.map(({ entry, source }) => [relative(root, source), entry]));

const options: TypeDocOptions & Partial<PluginOptions> = {
  plugin: ['typedoc-plugin-markdown'],
  entryPoints: entries.map(({ source }) => source),
  tsconfig: join(root, 'tsconfig.json'),
  basePath: root,
  out,
  name: 'API',
  readme: 'none',
  // `pnpm typecheck` checks the types.
  skipErrorChecking: true,
  excludePrivate: true,
  excludeInternal: true,
  excludeExternals: true,
  disableSources: true,
  githubPages: false,
  router: 'module',
  entryFileName: 'index',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  propertyMembersFormat: 'table',
  logLevel: 'Error',
};
const app = await Application.bootstrapWithPlugins(options as TypeDocOptions);
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    const source = project.getSymbolIdFromReflection(module)?.fileName;
    const name = source === undefined ? undefined : nameOf.get(relative(root, source));
    if (name !== undefined) module.name = name;
  }
  // Methods that classes of errors have for `instanceof`.
  for (const reflection of Object.values(project.reflections)) {
    if (reflection.name.startsWith('[')) project.removeReflection(reflection);
  }
});
const project = await app.convert();
if (project === undefined) throw new Error('TypeDoc could not read the sources.');
await rm(out, { recursive: true, force: true });
await app.generateOutputs(project);
for (const page of await readdir(out, { recursive: true })) {
  if (page.endsWith('.md')) await correctAnchors(join(out, page));
}
if (app.logger.hasErrors()) process.exitCode = 1;

/** The plugin counts some headings as repeated that are not: where a page has no heading `name-1`, its links lead to `name`. */
async function correctAnchors(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const seen = new Map<string, number>();
  const anchors = new Set<string>([...text.matchAll(/<a id="([^"]*)">/g)].map(([, id = '']) => id));
  for (const [, heading = ''] of text.matchAll(/^#+ (.*)$/gm)) {
    const slug = githubSlug(heading.replaceAll('\\', ''));
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  const corrected = text.replaceAll(/\]\(#([^)]*?)(-\d+)?\)/g, (link, name: string, count?: string) =>
    count !== undefined && !anchors.has(name + count) && anchors.has(name) ? `](#${name})` : link,
  );
  if (corrected !== text) await writeFile(file, corrected);
}
