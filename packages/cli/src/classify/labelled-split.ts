import { type CaptionDataset, DatasetError } from '@rs-sam/datasets';

/** Images of the three parts and the classes that they are of. */
export interface LabelledSplit {
  /** In alphabetical order. */
  readonly classes: readonly string[];
  readonly parts: Readonly<Record<Part, readonly LabelledImage[]>>;
  /** Whether the data set has no validation part and a tenth of each class of its training part serves. */
  readonly heldOut: boolean;
}

interface LabelledImage {
  readonly file: string;
  readonly label: number;
}

type Part = 'train' | 'validation' | 'test';

/**
 * The classes of a data set and its images by split. Without a split `val`, every tenth training image of a class is validation.
 *
 * @throws {DatasetError} where images have no class, or train or test have no images.
 */
export function labelledSplit({ images }: CaptionDataset): LabelledSplit {
  const nameless = images.find(({ className }) => className === null);
  if (nameless) {
    throw new DatasetError(
      `The image ${nameless.file} has no class.`,
      'Name classes in the caption file, or sort the pictures into folders by class.',
    );
  }
  const classes = [...new Set(images.map(({ className }) => className as string))].sort();
  const labelled = (split: string): LabelledImage[] =>
    images
      .filter((image) => image.split === split)
      .map(({ file, className }) => ({ file, label: classes.indexOf(className as string) }));
  const [train, validation, test] = [labelled('train'), labelled('val'), labelled('test')];
  for (const [split, part] of Object.entries({ train, test })) {
    if (part.length === 0) {
      const remedy = 'Divide it: rs-sam dataset split.';
      throw new DatasetError(`The data set has no images in its split "${split}".`, remedy);
    }
  }
  if (validation.length > 0) return { classes, parts: { train, validation, test }, heldOut: false };
  const seen = classes.map(() => 0);
  const tenth = new Set(
    train.filter(({ label }) => {
      seen[label] = (seen[label] as number) + 1;
      return (seen[label] as number) % 10 === 0;
    }),
  );
  const rest = train.filter((image) => !tenth.has(image));
  return { classes, parts: { train: rest, validation: [...tenth], test }, heldOut: true };
}
