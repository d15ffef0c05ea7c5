import { pathToFileURL } from 'node:url';
import type { ExtractionParts } from '@rs-sam/vision-features/node';
import type { Command } from 'commander';
import { UsageError } from '../program/usage-error';

/** Flags that say where the extractor of a model's features is. */
export interface PartFlags {
  readonly weights?: string;
  readonly codebook?: string;
  readonly extractor?: string;
}

/** `--weights`, `--codebook`, `--extractor`. */
export function addPartFlags(command: Command): void {
  command
    .option(
      '--weights <name>',
      'weights of the backbone: a name of `weights list`, or a path (default: those of the training); for an ONNX network its file',
    )
    .option('--codebook <file>', 'visual words, where the model was trained on bovw')
    .option('--extractor <module#name>', 'your own extractor, where the model was trained on its features');
}

export function extractionParts({ weights, codebook, extractor }: PartFlags): ExtractionParts {
  return { weights, codebook, extractor: extractor === undefined ? undefined : moduleSource(extractor) };
}

/** @throws {UsageError} unless the text is a module and a name. */
export function moduleSource(text: string): { readonly module: string; readonly name: string } {
  const [, module, name] = /^(.+)#(\w+)$/.exec(text) ?? [];
  if (module === undefined || name === undefined) {
    throw new UsageError(
      '--extractor names a module and a function that it exports, such as ./my-network.mjs#createExtractor.',
    );
  }
  return { module: /^\.{0,2}\//.test(module) ? pathToFileURL(module).href : module, name };
}
