// tsx scripts/docs/build-api.ts: writes docs/api, a page for each entry of each package, from the doc comments of the sources.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Application,
  Comment,
  Converter,
  type DeclarationReflection,
  ReflectionKind,
  type TypeDocOptions,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { githubSlug } from '../../docs/.vitepress/github-slug';
import { publicEntries } from '../public-names';
import { publishedPackages } from '../published-packages';
import { type EntryExamples, type ExampleProgram, examplePrograms, examplesOf } from './example-programs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'docs/api');
const entries = publishedPackages(root).flatMap((one) => publicEntries(root, one));
const folderOf = new Map(
  publishedPackages(root).flatMap((one) => publicEntries(root, one).map(({ entry }) => [entry, one.folder])),
);
const programs = examplePrograms(root);
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
  groupOrder: ['Functions', 'Classes', 'Variables', '*'],
  logLevel: 'Error',
};
const app = await Application.bootstrapWithPlugins(options as TypeDocOptions);
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const module of project.getReflectionsByKind(ReflectionKind.Module) as DeclarationReflection[]) {
    const source = project.getSymbolIdFromReflection(module)?.fileName;
    const name = source === undefined ? undefined : nameOf.get(relative(root, source));
    if (name === undefined) continue;
    module.name = name;
    addExamples(module, examplesOf(name, folderOf.get(name) as string, programs));
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

/** Puts the programs of an entry above its names, and at each name a link to the one that shows it. */
function addExamples(module: DeclarationReflection, { programs, programOf }: EntryExamples): void {
  if (programs.length === 0) return;
  const titles = new Map(programs.map((one, at) => [one, `Example ${at + 1}: ${one.title}`]));
  const blocks = programs.map((one) => `## ${titles.get(one)}\n\n\`\`\`ts\n${one.source}\`\`\``);
  module.comment = new Comment([{ kind: 'text', text: blocks.join('\n\n') }]);
  for (const reflection of module.children ?? []) {
    const title = titles.get(programOf.get(reflection.name) as ExampleProgram);
    if (title === undefined) continue;
    const text = `\n\n[${title}](#${githubSlug(title)})\n\n`;
    for (const one of reflection.signatures ?? [reflection]) {
      one.comment ??= new Comment();
      one.comment.summary.push({ kind: 'text', text });
    }
  }
}

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
