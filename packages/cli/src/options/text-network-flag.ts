import { type Command, InvalidArgumentError } from 'commander';

/** Adds the flag that names the text network of a trained model. */
export function addTextNetworkFlag(command: Command): void {
  command.option(
    '--text-network <onnx:file>',
    'text network of a model that reads captions by one: onnx:<file> (default: the file that it was trained with)',
    textNetwork,
  );
}

/** `onnx:` and a path, as it is. */
export function textNetwork(text: string): string {
  if (/^onnx:./.test(text)) return text;
  throw new InvalidArgumentError('Write onnx: and the path of an ONNX file, such as onnx:models/clip-text.onnx.');
}
