import { describeModel, formatValue, isFixed, type OnnxFile, OnnxModelError } from '@rs-sam/foundation/onnx';
import type { PixelValues } from '../../extractor/feature-extractor';
import type { Layout, OnnxSettings } from './onnx-settings';

/** How a model takes images. */
export interface ImageInput {
  readonly name: string;
  readonly inputSize: number;
  readonly layout: Layout;
  /** The number of images in each run; null where it can be any. */
  readonly batch: number | null;
}

/**
 * The image input of a model, from its metadata and the settings.
 *
 * @param source - The file of the settings, for messages.
 * @throws {OnnxModelError} where the model has no single image input, the settings contradict it, or a needed one is missing.
 */
export function imageInput(
  { session, path, quantizesByBatch }: OnnxFile,
  settings: OnnxSettings,
  source: string,
): ImageInput {
  const about = describeModel(session);
  const [input, ...others] = session.inputMetadata;
  if (input === undefined || others.length > 0) {
    const count = session.inputMetadata.length;
    throw new OnnxModelError(path, `it has ${count} inputs, not one`, `Export the image network alone. ${about}`);
  }
  const shape = input.isTensor ? input.shape : [];
  const rank = input.isTensor ? shape.length || 4 : 0;
  if (!input.isTensor || input.type !== 'float32' || rank !== 4) {
    const problem = `its input is ${formatValue(input)}, not images of float32 in four dimensions`;
    throw new OnnxModelError(path, problem, 'Export the network with such an input.');
  }
  const found = shape[1] === 3 ? 'NCHW' : shape[3] === 3 ? 'NHWC' : undefined;
  const layout = settings.layout ?? found;
  if (layout === undefined) {
    throw new OnnxModelError(source, 'layout is missing', `Write "layout": "NCHW" or "layout": "NHWC". ${about}`);
  }
  const [channels, rows, columns] = layout === 'NCHW' ? shape.slice(1) : [shape[3], shape[1], shape[2]];
  if (isFixed(channels) && channels !== 3) {
    const problem = `with the layout ${layout}, the input ${formatValue(input)} has ${channels} channels, not 3`;
    throw new OnnxModelError(source, problem, 'Write the other layout, or export a network for RGB images.');
  }
  const fixed = [rows, columns].filter(isFixed);
  const inputSize = settings.inputSize ?? fixed[0];
  if (inputSize === undefined) {
    const remedy = `Write "inputSize": 224, or the size that the network was trained on. ${about}`;
    throw new OnnxModelError(source, 'inputSize is missing, and the model takes any size', remedy);
  }
  const other = fixed.find((size) => size !== inputSize);
  if (other !== undefined) {
    const problem = `the input ${formatValue(input)} does not take images of ${inputSize} × ${inputSize} pixels`;
    const square = fixed.length < 2 || fixed[0] === fixed[1];
    throw new OnnxModelError(
      source,
      problem,
      square ? `Write "inputSize": ${other}, or leave it out.` : 'Export the network for square images.',
    );
  }
  return { name: input.name, inputSize, layout, batch: isFixed(shape[0]) ? shape[0] : quantizesByBatch ? 1 : null };
}

/** RGB pixels 0 … 255, [count, S, S, 3] → `(x · range / 255 − mean) / deviation` in the model's layout and order of channels. */
export function preprocessImages(
  pixels: PixelValues,
  { inputSize, layout }: Pick<ImageInput, 'inputSize' | 'layout'>,
  { channels = 'rgb', range = 1, mean, deviation }: OnnxSettings,
): Float32Array {
  const cells = inputSize * inputSize;
  const result = new Float32Array(pixels.length);
  const [cellStep, channelStep] = layout === 'NCHW' ? [1, cells] : [3, 1];
  for (let channel = 0; channel < 3; channel++) {
    const from = channels === 'rgb' ? channel : 2 - channel;
    const scale = range / 255 / (deviation[channel] as number);
    const offset = (mean[channel] as number) / (deviation[channel] as number);
    for (let start = 0; start < pixels.length; start += 3 * cells) {
      for (let cell = 0; cell < cells; cell++) {
        const value = pixels[start + 3 * cell + from] as number;
        result[start + cell * cellStep + channel * channelStep] = value * scale - offset;
      }
    }
  }
  return result;
}
