import { type CaptionModel, type Encoding, readCaptions } from '@rs-sam/models';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { dispose, tidy } from '@tensorflow/tfjs-core';
import type { Metadata } from '../gallery/gallery-item';
import { encodeSentences } from './sentences';

/** A caption of the gallery that describes an image. */
export interface FoundCaption {
  readonly caption: string;
  /** The model's own score of the image and the caption. */
  readonly score: number;
}

/** The captions that metadata have: a list `captions`, or one `caption`. */
export function captionsOf({ captions, caption }: Metadata): string[] {
  const list = Array.isArray(captions) ? captions : [captions, caption];
  return list.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
}

/** Captions that are encoded at a time. */
const AT_ONCE = 64;

/**
 * Ranks captions by the model's own score with an image, best first.
 *
 * @param image the encoding of one image.
 */
export async function describeImage(
  checkpoint: CaptionModel,
  image: Encoding,
  captions: readonly string[],
  pretrained?: PretrainedWords,
): Promise<FoundCaption[]> {
  const { model } = checkpoint;
  const reader = await readCaptions(checkpoint, captions, { pretrained });
  const found: FoundCaption[] = [];
  for (let start = 0; start < captions.length; start += AT_ONCE) {
    const some = captions.slice(start, start + AT_ONCE);
    const texts = encodeSentences(checkpoint, some, reader);
    const scores = tidy(() => model.score(image, texts));
    const values = await scores.data();
    dispose([scores, { ...texts }]);
    for (const [at, caption] of some.entries()) found.push({ caption, score: values[at] as number });
  }
  return found.sort((a, b) => b.score - a.score);
}
