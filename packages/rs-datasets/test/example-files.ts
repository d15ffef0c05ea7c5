import type { FormatName, SourceFile } from '../src/index';

/** One small data set, three images of three captions in two splits, in every format that is read. */
const images = [
  { split: 'train', className: 'harbour', name: 'harbour_1.jpg' },
  { split: 'train', className: 'airport', name: 'airport_1.jpg' },
  { split: 'test', className: 'airport', name: 'airport_2.jpg' },
].map((image, index) => ({
  ...image,
  captions: ['One ship, "white", lies here .', 'Many planes are on the apron .', 'Straße und Bäume'].map(
    (text) => `${text} ${index}`,
  ),
}));

const karpathy = JSON.stringify({
  images: images.map(({ name, split, className, captions }) => ({
    filename: name,
    split,
    cls: className,
    sentences: captions.map((raw) => ({ raw, tokens: raw.split(' ') })),
  })),
  dataset: 'example',
});

const nwpu = JSON.stringify(
  Object.fromEntries(
    ['harbour', 'airport'].map((className) => [
      className,
      images
        .filter((image) => image.className === className)
        .map(({ name, split, captions: [raw, raw_1, raw_2] }) => ({ filename: name, split, raw, raw_1, raw_2 })),
    ]),
  ),
);

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = [
  'filename,caption,split,class',
  ...images.flatMap(({ name, split, className, captions }) =>
    captions.map((caption) => [name, quoted(caption), split, className].join(',')),
  ),
].join('\r\n');

const lines = (values: readonly string[]) => `${values.join('\n')}\n`;
const ofSplit = (split: string) => images.filter((image) => image.split === split);
const captionLines = (split: string) => lines(ofSplit(split).flatMap(({ captions }) => captions));

/** A `.npy` file of float32, each row filled with its image's number. */
export function npyFile(shape: readonly number[], rowsPerImage: number): Uint8Array {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`.padEnd(117);
  const rowLength = shape.slice(1).reduce((product, size) => product * size, 1);
  const numbers = Float32Array.from({ length: (shape[0] ?? 0) * rowLength }, (_, index) =>
    Math.floor(index / rowLength / rowsPerImage),
  );
  const start = Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length + 1, 0]);
  const text = new TextEncoder().encode(`${header}\n`);
  return Uint8Array.from([...start, ...text, ...new Uint8Array(numbers.buffer)]);
}

const coco = (split: string) =>
  JSON.stringify({
    images: ofSplit(split).map(({ name }, id) => ({ id, file_name: name })),
    annotations: ofSplit(split).flatMap(({ captions }, id) => captions.map((caption) => ({ image_id: id, caption }))),
  });

const jsonLines = lines(
  images.map(({ name, split, className, captions }) =>
    JSON.stringify({ file_name: name, text: captions, split, label: className }),
  ),
);

const imageFiles: SourceFile[] = images.map(({ name, className }) => ({ path: `images/${className}/${name}` }));

const files: Record<FormatName, readonly SourceFile[]> = {
  karpathy: [{ path: 'anything', content: karpathy }],
  nwpu: [{ path: 'anything', content: nwpu }],
  table: [{ path: 'anything', content: csv }],
  coco: ['train', 'test'].map((split) => ({ path: `captions_${split}2017.json`, content: coco(split) })),
  metadata: [{ path: 'anything', content: jsonLines }],
  'scan-text': ['train', 'test'].flatMap((split) => [
    { path: `${split}_caps.txt`, content: captionLines(split) },
    { path: `${split}_filename.txt`, content: lines(ofSplit(split).flatMap(({ name }) => [name, name, name])) },
  ]),
  'scan-precomputed': ['train', 'test'].flatMap((split) => [
    { path: `${split}_caps.txt`, content: captionLines(split) },
    { path: `${split}_ims.npy`, content: npyFile([3 * ofSplit(split).length, 2, 4], 3) },
  ]),
  folder: images.flatMap(({ split, className, name, captions }) => [
    { path: `${split}/${className}/${name}` },
    { path: `${split}/${className}/${name.replace('.jpg', '.txt')}`, content: lines(captions) },
  ]),
};

/** The files of the example in a format; with `imageFiles`, image files beside them where the format has none of its own. */
export function exampleFiles(format: FormatName, options: { readonly imageFiles?: boolean } = {}): SourceFile[] {
  const own = format === 'folder' || format === 'scan-precomputed';
  return [...files[format], ...(options.imageFiles && !own ? imageFiles : [])];
}

/** The result for every format; `airport` and `harbour` are in the caption file or the file name. */
export const EXAMPLE_IMAGES = images;
