import { RsSamError } from '@rs-sam/foundation/errors';
import type { ModelDefinition } from './contract/retrieval-model';
import { imramFull, imramImage, imramText } from './imram/imram';
import { mtfn } from './mtfn/mtfn';
import { pfanI2t, pfanT2i } from './pfan/pfan';
import { samDefinition } from './sam/sam';
import { scanI2tAvg, scanI2tLse, scanT2iAvg, scanT2iLse } from './scan/scan';
import { vsePlusPlus } from './vse/vse';

/** Every model by name: SAM, then the baselines in the order of publication. A new one is one file and one line here. */
export const modelDefinitions: readonly ModelDefinition[] = [
  samDefinition('t2i'),
  samDefinition('i2t'),
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

/** The registry has no model of this name. */
export class UnknownModelError extends RsSamError {
  override readonly name = 'UnknownModelError';
  override readonly code = 'RS_SAM_UNKNOWN_MODEL';

  constructor(
    readonly model: string,
    readonly known: readonly string[],
  ) {
    super(`There is no model "${model}". The models are: ${known.join(', ')}.`);
  }
}

/**
 * A model by name.
 *
 * @throws UnknownModelError lists the names of the registry.
 */
export function modelDefinition(
  name: string,
  registry: readonly ModelDefinition[] = modelDefinitions,
): ModelDefinition {
  const found = registry.find((definition) => definition.name === name);
  if (found === undefined)
    throw new UnknownModelError(
      name,
      registry.map((definition) => definition.name),
    );
  return found;
}
