import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_REAL_DATA, realData } from '../../../scripts/data-folder';
import { tokenize } from '../src/index';

interface KarpathyFile {
  readonly images: readonly {
    readonly sentences: readonly { readonly raw: string; readonly tokens: readonly string[] }[];
  }[];
}

describe.each(['ucm', 'sydney'])('the tokens of %s', (name) => {
  it('are ours', ({ skip }) => {
    const file = realData(name, 'dataset.json');
    if (file === undefined) return skip(NO_REAL_DATA);
    const { images }: KarpathyFile = JSON.parse(readFileSync(file, 'utf8'));
    const sentences = images.flatMap((image) => image.sentences);
    expect(sentences.length).toBeGreaterThan(3000);
    for (const { raw, tokens } of sentences) expect(tokenize(raw)).toEqual(tokens);
  });
});
