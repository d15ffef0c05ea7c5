import type { DatasetSplit } from './split';

/** A split as JSON text, in the one form that is hashed: one part per line, parts and ids sorted. */
export function formatSplit({ parts }: DatasetSplit): string {
  const names = Object.keys(parts).sort();
  const lines = names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify([...(parts[name] ?? [])].sort())}`);
  return `{ "parts": {\n${lines.join(',\n')}\n} }\n`;
}
