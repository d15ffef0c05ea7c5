import type { ColourRange, Percentiles } from '../images/colour-range';
import type { FeatureType } from '../store/feature-type';
import type { StepSettings } from './extract-step';

/** How images are read and become numbers. */
export interface ReadingOptions {
  /** Views in one run of the network; the views of an image stay in one step. Default: 8. */
  readonly batchSize?: number;
  /** The type that features are rounded to. Default: `float16`. */
  readonly dtype?: FeatureType;
  /** As in `readPixels`. Default: null. */
  readonly resizeFirst?: number | null;
  /** As in `readPixels`. */
  readonly maxPixels?: number | undefined;
  /** As in `readPixels`; a store records it in `preprocessing`. Default: null. */
  readonly range?: ColourRange | null;
  /** As in `readPixels`; a store records it in `preprocessing`. Default: null. */
  readonly stretch?: Percentiles | null;
}

/** The options with every default filled in. */
export function readingSettings(options: ReadingOptions): Omit<StepSettings, 'views' | 'thumbnail'> {
  return {
    batchSize: options.batchSize ?? 8,
    dtype: options.dtype ?? 'float16',
    resizeFirst: options.resizeFirst ?? null,
    maxPixels: options.maxPixels,
    range: options.range ?? null,
    stretch: options.stretch ?? null,
  };
}
