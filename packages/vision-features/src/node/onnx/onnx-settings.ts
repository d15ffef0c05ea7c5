import { checkOnnxSettings } from '@rs-sam/foundation/onnx';
import { integer, listOf, number, oneOf, positive, text } from '@rs-sam/foundation/options';
import * as v from 'valibot';
import type { Size } from '../../backbones/network';

/** Order of the dimensions of images and maps: batch, channels, rows, columns; or batch, rows, columns, channels. */
export type Layout = 'NCHW' | 'NHWC';

/** What an ONNX file does not say about its network: the settings beside it, `<file>.json`. */
export interface OnnxSettings {
  /** Rows and columns of the images. Default: those of the model's input, where it has fixed ones. */
  readonly inputSize?: number | undefined;
  /** Layout of the images. Default: where the model's input has the 3 channels. */
  readonly layout?: Layout | undefined;
  /** Order of the channels. Default: rgb. */
  readonly channels?: 'rgb' | 'bgr' | undefined;
  /** The value of white that `mean` and `deviation` refer to. Default: 1. */
  readonly range?: 1 | 255 | undefined;
  /** Mean of each channel in the order of `channels`: of a value x of 0 … 255, `(x · range / 255 − mean) / deviation`. */
  readonly mean: readonly [number, number, number];
  /** Standard deviation of each channel. */
  readonly deviation: readonly [number, number, number];
  /** Name of the output whose rows are the regions. Default: the only output. */
  readonly output?: string | undefined;
  /** Layout of an output that is a map. Default: that of the images. */
  readonly outputLayout?: Layout | undefined;
  /** Of an output that is tokens, [batch, tokens, depth]: the number of tokens before the first region, as the class token and registers. */
  readonly dropTokens?: number | undefined;
  /** Rows and columns of the remaining tokens, which are ordered row by row. Default: a square. */
  readonly tokenGrid?: Size | undefined;
}

const layout = oneOf(['NCHW', 'NHWC']);
const three = 'three numbers, one for each channel';

const rules = {
  inputSize: integer(1),
  layout,
  channels: oneOf(['rgb', 'bgr']),
  range: v.picklist([1, 255], '1 or 255'),
  mean: listOf(number('a number'), three, 3),
  deviation: listOf(positive, `${three}, above 0`, 3),
  output: text('the name of an output'),
  outputLayout: layout,
  dropTokens: integer(0),
  tokenGrid: listOf(integer(1), '[rows, columns]', 2),
};

/** The fields with their values, for messages. */
export const SETTINGS_FIELDS =
  'Fields: mean and deviation (three numbers each, required), range (the white that they refer to: 1 or 255; default 1), channels ("rgb" or ' +
  '"bgr"; default "rgb"), layout ("NCHW" or "NHWC"), inputSize (pixels), output (a name), outputLayout ("NCHW" or "NHWC", of a map), dropTokens ' +
  '(number of tokens before the first region), tokenGrid ([rows, columns], of tokens that are no square).';

/**
 * Checks settings, which come from JSON or from plain JavaScript.
 *
 * @param source - The file, for the message.
 * @throws {OnnxModelError} names the field and its values.
 */
export function checkSettings(settings: unknown, source: string): asserts settings is OnnxSettings {
  checkOnnxSettings(settings, source, { rules, required: ['mean', 'deviation'], fields: SETTINGS_FIELDS });
}
