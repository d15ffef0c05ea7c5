import type { ModelDefinition } from '@rs-sam/core';
import { imramFull, imramImage, imramText } from './imram';
import { mtfn } from './mtfn';
import { pfanI2t, pfanT2i } from './pfan';
import { scanI2tAvg, scanI2tLse, scanT2iAvg, scanT2iLse } from './scan';
import { vsePlusPlus } from './vse';

/** Every baseline, in the order of publication. */
export const baselineDefinitions: readonly ModelDefinition[] = [
  vsePlusPlus,
  scanT2iAvg,
  scanT2iLse,
  scanI2tAvg,
  scanI2tLse,
  pfanT2i,
  pfanI2t,
  mtfn,
  imramText,
  imramImage,
  imramFull,
];
