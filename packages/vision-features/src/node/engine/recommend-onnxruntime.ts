import { installCommand } from '@rs-sam/foundation/errors';

let said = false;

/** Says once per process that onnxruntime-node would be faster, and how to install it. */
export function recommendOnnxruntime(engine: string, warn: (message: string) => void = console.warn): void {
  if (said) return;
  said = true;
  warn(
    `onnxruntime-node is not installed: features are extracted on ${engine}, several times slower. Run: ${installCommand('onnxruntime-node')}`,
  );
}
