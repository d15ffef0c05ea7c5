import * as v from 'valibot';
import { CaptionFileError } from '../errors/caption-file-error';
import { glanceAtText } from '../reading/decode-text';
import { parseJson } from '../reading/parse-json';
import type { SourceFile } from '../reading/source-file';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { classNameOf, type ParsedImage, splitName } from './parsed-image';
import { splitInPath } from './split-in-path';

const id = v.union([v.number(), v.string()], 'An id has to be a number or a string');
const name = v.nullish(v.union([v.string(), v.number()], 'This has to be a string or a number'));

const Coco = v.object(
  {
    images: v.array(
      v.object(
        {
          id,
          file_name: v.pipe(v.string('`file_name` has to be a string'), v.trim(), v.nonEmpty('`file_name` is empty')),
          split: name,
          class: name,
          category: name,
        },
        'An image has to be an object with `id` and `file_name`',
      ),
      '`images` has to be a list',
    ),
    annotations: v.array(
      v.object(
        { image_id: id, caption: v.string('`caption` has to be a string') },
        'An annotation has to be an object with `image_id` and `caption`',
      ),
      '`annotations` has to be a list',
    ),
  },
  'The file has to be an object with the lists `images` and `annotations`',
);

/**
 * COCO captions: `{images: [{id, file_name}], annotations: [{image_id, caption}]}`. The split is in the file's name, as in
 * `captions_train2017.json`, or in its folder's. Files of several splits in one folder are read together.
 */
export const coco: CaptionFormat = {
  name: 'coco',
  description: 'COCO captions JSON: images[].{id, file_name} and annotations[].{image_id, caption}',
  candidates: (files, forced) => {
    const found = files.filter((file) => looksLikeCoco(file, forced));
    const splits = found.map(({ path }) => splitInPath(path));
    const together = new Set(splits).size === found.length && !splits.includes(null);
    const groups = together && found.length > 0 ? [found] : found.map((file) => [file]);
    return groups.map((group) => ({
      format: 'coco',
      files: group.map(({ path }) => path),
      parse: (options) => group.flatMap((file) => parseCoco(file, options)),
    }));
  },
};

function looksLikeCoco(file: SourceFile, forced: boolean): boolean {
  const start = glanceAtText(file);
  if (start === null || forced) return start !== null;
  return (
    /^\s*\{/.test(start) &&
    ['"images"', '"annotations"', '"image_id"', '"caption"', '"file_name"'].every((key) => start.includes(key)) &&
    !/"sentences"\s*:/.test(start)
  );
}

function parseCoco(file: SourceFile, { encoding }: FormatOptions): ParsedImage[] {
  const { images, annotations } = parseJson(file, Coco, encoding);
  const split = splitInPath(file.path);
  const fail = (path: string, problem: string): never => {
    const remedy = 'Each image needs an id of its own, and each annotation the id of an image.';
    throw new CaptionFileError({ file: file.path, position: { path } }, problem, remedy);
  };
  const captions = new Map<string, ParsedImage['captions'][number][]>();
  for (const [index, image] of images.entries()) {
    if (captions.has(String(image.id))) fail(`images[${index}].id`, `The id ${image.id} occurs twice.`);
    captions.set(String(image.id), []);
  }
  for (const [index, { image_id, caption }] of annotations.entries()) {
    const own =
      captions.get(String(image_id)) ?? fail(`annotations[${index}].image_id`, `No image has the id ${image_id}.`);
    own.push({ text: caption, position: { path: `annotations[${index}].caption` } });
  }
  return images.map((image, index) => ({
    file: image.file_name,
    split: splitName(image.split) ?? split,
    className: classNameOf(image.class, image.category),
    captions: captions.get(String(image.id)) ?? [],
    source: file.path,
    position: { path: `images[${index}]` },
  }));
}
