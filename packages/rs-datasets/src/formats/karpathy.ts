import * as v from 'valibot';
import { glanceAtText } from '../reading/decode-text';
import { parseJson } from '../reading/parse-json';
import type { SourceFile } from '../reading/source-file';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { classNameOf, type ParsedImage, splitName } from './parsed-image';
import { rawOrTokens } from './raw-or-tokens';

const text = v.nullish(v.string('This has to be a string'));
/** Classes and splits may be numbers. */
const name = v.nullish(v.union([v.string(), v.number(), v.boolean()], 'This has to be a string or a number'));

const Sentence = v.union(
  [v.string(), v.object({ raw: text, tokens: v.nullish(v.array(v.string('A token has to be a string'))) })],
  'A sentence has to be a string, or an object with a string `raw`, a list of strings `tokens`, or both',
);

const Karpathy = v.object(
  {
    images: v.array(
      v.object(
        {
          filename: v.pipe(v.string('`filename` has to be a string'), v.trim(), v.nonEmpty('`filename` is empty')),
          filepath: text,
          split: name,
          sentences: v.nullish(v.array(Sentence, '`sentences` has to be a list')),
          cls: name,
          class: name,
          category: name,
          label: name,
        },
        'An image has to be an object with `filename` and `sentences`',
      ),
      '`images` has to be a list',
    ),
  },
  'The file has to be an object with a list `images`',
);

/**
 * Karpathy JSON, the format of UCM-Captions, Sydney-Captions, RSICD and RSITMD:
 * `{images: [{filename, split, sentences: [{raw, tokens}], cls?}]}`. Where `raw` is absent or empty, the tokens are joined.
 */
export const karpathy: CaptionFormat = {
  name: 'karpathy',
  description: 'Karpathy JSON: images[].{filename, split, sentences[].raw}',
  candidates: (files, forced) =>
    files
      .filter((file) => looksLikeKarpathy(file, forced))
      .map((file) => ({
        format: 'karpathy',
        files: [file.path],
        parse: (options) => parseKarpathy(file, options),
      })),
};

function looksLikeKarpathy(file: SourceFile, forced: boolean): boolean {
  const start = glanceAtText(file);
  return start !== null && (forced || (/^\s*\{/.test(start) && /"sentences"\s*:/.test(start)));
}

function parseKarpathy(file: SourceFile, { encoding }: FormatOptions): ParsedImage[] {
  return parseJson(file, Karpathy, encoding).images.map((image, index) => ({
    file: image.filepath ? `${image.filepath}/${image.filename}` : image.filename,
    split: splitName(image.split),
    className: classNameOf(image.cls, image.class, image.category, image.label),
    captions: (image.sentences ?? []).map((sentence, at) => ({
      ...captionOf(sentence),
      position: { path: `images[${index}].sentences[${at}]` },
    })),
    source: file.path,
    position: { path: `images[${index}]` },
  }));
}

/** The caption of an entry of `sentences`. */
const captionOf = (sentence: v.InferOutput<typeof Sentence>) =>
  typeof sentence === 'string' ? { text: sentence } : rawOrTokens(sentence.raw ?? '', sentence.tokens?.join(' ') ?? '');
