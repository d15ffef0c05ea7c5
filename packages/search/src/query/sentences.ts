import { type CaptionModel, type CaptionReader, type Encoding, encodeCaptions } from '@rs-sam/models';

/**
 * Sentences as the model compares them with images; the caller disposes the tensors.
 *
 * @param reader of these sentences.
 */
export function encodeSentences({ model }: CaptionModel, texts: readonly string[], reader: CaptionReader): Encoding {
  return encodeCaptions(
    model,
    texts.map((text) => reader.encode(text)),
    reader,
  );
}
