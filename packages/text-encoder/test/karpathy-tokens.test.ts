import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../src/text/tokenize';

interface KarpathyFile {
  readonly images: readonly {
    readonly sentences: readonly { readonly raw: string; readonly tokens: readonly string[] }[];
  }[];
}

describe.each(['ucm', 'sydney'])('the tokens of %s', (name) => {
  const file = new URL(`../../../../shared/data/${name}/dataset.json`, import.meta.url);

  it.skipIf(!existsSync(file))(`are ours (skipped where ${name}/dataset.json is not at hand)`, () => {
    const { images }: KarpathyFile = JSON.parse(readFileSync(file, 'utf8'));
    const sentences = images.flatMap((image) => image.sentences);
    expect(sentences.length).toBeGreaterThan(3000);
    for (const { raw, tokens } of sentences) expect(tokenize(raw)).toEqual(tokens);
  });
});
