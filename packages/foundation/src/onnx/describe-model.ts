import type { InferenceSession } from 'onnxruntime-node';

type Value = InferenceSession.ValueMetadata;

/** `pixel_values float32 [batch, 3, 224, 224]`; an extent without a name or a number is `?`. */
export function formatValue(value: Value): string {
  if (!value.isTensor) return `${value.name} (no tensor)`;
  return `${value.name} ${value.type} ${formatShape(value.shape)}`;
}

export const formatShape = (shape: readonly (number | string)[]): string =>
  `[${shape.map((extent) => (isFixed(extent) || (typeof extent === 'string' && extent !== '') ? extent : '?')).join(', ')}]`;

/** Whether the model fixes an extent. */
export const isFixed = (extent: number | string | undefined): extent is number =>
  typeof extent === 'number' && extent > 0;

/** The inputs and outputs of a model in a sentence. */
export function describeModel({ inputMetadata, outputMetadata }: InferenceSession): string {
  const list = (kind: string, values: readonly Value[]) =>
    `the ${kind}${values.length === 1 ? '' : 's'} ${values.map(formatValue).join(', ')}`;
  return `The model has ${list('input', inputMetadata)} and ${list('output', outputMetadata)}.`;
}
