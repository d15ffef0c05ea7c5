import { type CaptionDataset, DatasetError } from '@rs-sam/datasets';

/** Images of the three parts with their classes. */
export interface LabelledSplit {
  /** In alphabetical order. */
  readonly classNames: readonly string[];
  readonly parts: Readonly<Record<Part, readonly LabelledImage[]>>;
  /** True if the data set has no validation part, so that a tenth of each class of its training part is used. */
  readonly heldOut: boolean;
}

interface LabelledImage {
  readonly file: string;
  readonly label: number;
}

type Part = 'train' | 'validation' | 'test';

/**
 * The classes of a data set and its images by split. Without a part `val`, every tenth training image of a class is used for validation.
 *
 * @throws {DatasetError} if an image has no class, or train or test has no images.
 */
export function labelledSplit({ images }: CaptionDataset): LabelledSplit {
  const nameless = images.find(({ className }) => className === null);
  if (nameless) {
    throw new DatasetError(
      `The image ${nameless.file} has no class.`,
      'Name the classes in the caption file, or sort the images into folders by class.',
    );
  }
  const classNames = [...new Set(images.map(({ className }) => className as string))].sort();
  const labelled = (split: string): LabelledImage[] =>
    images
      .filter((image) => image.split === split)
      .map(({ file, className }) => ({ file, label: classNames.indexOf(className as string) }));
  const [train, validation, test] = [labelled('train'), labelled('val'), labelled('test')];
  for (const [name, ofPart] of Object.entries({ train, test })) {
    if (ofPart.length === 0) {
      const remedy = 'Split it: rs-sam dataset split.';
      throw new DatasetError(`The data set has no images in the part "${name}" of its split.`, remedy);
    }
  }
  if (validation.length > 0) return { classNames, parts: { train, validation, test }, heldOut: false };
  const seen = classNames.map(() => 0);
  const tenth = new Set(
    train.filter(({ label }) => {
      seen[label] = (seen[label] as number) + 1;
      return (seen[label] as number) % 10 === 0;
    }),
  );
  const rest = train.filter((image) => !tenth.has(image));
  return { classNames, parts: { train: rest, validation: [...tenth], test }, heldOut: true };
}
