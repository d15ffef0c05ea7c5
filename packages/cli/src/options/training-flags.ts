import type { TrainingConfiguration } from '@rs-sam/training';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { anyNumber, orNone, wholeNumber } from './option-parsers';
import { textNetwork } from './text-network-flag';

/** A value of a model's option: a JSON value, or a word without quotes. */
type OptionValue = string | number | boolean | null;

type Decay =
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly floor: number };

type InfoNce = NonNullable<TrainingConfiguration['infoNce']>;

/** The flags of a training configuration; each is a field of it. */
export interface TrainingFlags {
  readonly model?: string;
  readonly option?: Readonly<Record<string, OptionValue>>;
  readonly optimizer?: 'adam' | 'sgd';
  readonly momentum?: number;
  readonly learningRate?: number;
  readonly warmUpSteps?: number;
  readonly decay?: Decay | null;
  readonly batchSize?: number;
  readonly epochs?: number;
  readonly margin?: number;
  readonly negatives?: TrainingConfiguration['negatives'];
  readonly tripletWeight?: number;
  readonly infoNce?: InfoNce | null;
  readonly gradientClip?: number | null;
  readonly weightDecay?: number;
  readonly ema?: number | null;
  readonly seed?: number;
  readonly patience?: number | null;
  readonly imagesPerClass?: number | null;
  readonly augment?: boolean;
  readonly minCount?: number;
  readonly wordVectors?: string | null;
  readonly pretrainedWords?: string | null;
  readonly foldSpelling?: boolean;
  readonly textNetwork?: string | null;
  readonly trainingPart?: string;
  readonly validationPart?: string | null;
}

/** Adds a flag for every field of a training configuration. The flags have no defaults, because the preset has them. */
export function addTrainingFlags(command: Command): void {
  command
    .option('--model <name>', 'name of the model (default: sam-t2i, or the model of --configuration)')
    .option('--option <name=value>', 'an option of the model, such as projection=256; repeatable', modelOption)
    .addOption(new Option('--optimizer <name>', 'optimiser').choices(['adam', 'sgd']))
    .option('--momentum <m>', 'momentum of sgd', anyNumber)
    .option('--learning-rate <rate>', 'highest learning rate', anyNumber)
    .option('--warm-up-steps <steps>', 'steps of linear increase of the learning rate', wholeNumber(0))
    .option(
      '--decay <how>',
      'decrease of the learning rate: none, cosine:<floor> or step:<epochs>:<factor>',
      orNone(decay),
    )
    .option('--batch-size <pairs>', 'pairs per batch', wholeNumber(2))
    .option('--epochs <count>', 'passes over all pairs', wholeNumber(1))
    .option('--margin <β>', 'margin of the triplet loss', anyNumber)
    .addOption(
      new Option('--negatives <of>', 'which pairs are negatives: other images, other classes, or both').choices([
        'instance',
        'class',
        'instance+class',
      ]),
    )
    .option('--triplet-weight <weight>', 'weight of the triplet loss; 0 for InfoNCE alone', anyNumber)
    .option(
      '--info-nce <weight:τ>',
      'weight of InfoNCE and its temperature at the start, which is learned, such as 1:0.07; or none',
      orNone(infoNce),
    )
    .option('--gradient-clip <norm>', 'upper limit of the gradient norm, or none', orNone(anyNumber))
    .option('--weight-decay <λ>', 'decoupled weight decay of the kernels (AdamW); 0 for none', anyNumber)
    .option(
      '--ema <decay>',
      'validate and keep an exponential moving average of the weights with this decay, such as 0.998; or none',
      orNone(anyNumber),
    )
    .option('--seed <number>', 'seed of weights, batches and augmentation views', wholeNumber(0))
    .option('--patience <epochs>', 'stop after this many epochs without improvement, or none', orNone(wholeNumber(1)))
    .option(
      '--images-per-class <count>',
      'images of the same class per batch, or none for random batches',
      orNone(wholeNumber(1)),
    )
    .option('--augment', 'train on rotated and mirrored views; the feature store must contain them')
    .option('--no-augment', 'train on the images as they are')
    .option('--min-count <times>', 'occurrences that a word needs to be in the vocabulary', wholeNumber(1))
    .option('--word-vectors <file>', "initial word vectors in GloVe's format, or none", orNone(String))
    .option(
      '--pretrained-words <file>',
      "pretrained vectors beside the learned ones, for words that training does not have: glove, a compact table, a file in GloVe's format, or none",
      orNone(String),
    )
    .option('--fold-spelling', 'read misspelled words of the training captions as the words that are meant')
    .option(
      '--text-network <onnx:file>',
      'a frozen text network, whose tokens are the words in place of an embedding and a GRU: onnx:<file>, with its settings in ' +
        '<file>.json and its tokenizer.json beside it; or none',
      orNone(textNetwork),
    )
    .option('--training-part <name>', 'part of the split that is trained on')
    .option('--validation-part <name>', 'part of the split that chooses the best epoch, or none', orNone(String));
}

/** The given flags as fields of a configuration: `--option` becomes `options`. */
export function configurationOf(flags: TrainingFlags): Record<string, unknown> {
  const fields = [
    ...['model', 'optimizer', 'momentum', 'learningRate', 'warmUpSteps', 'decay', 'batchSize', 'epochs', 'margin'],
    ...['negatives', 'tripletWeight', 'infoNce', 'gradientClip', 'weightDecay', 'ema'],
    ...['seed', 'patience', 'imagesPerClass', 'augment', 'minCount', 'wordVectors', 'pretrainedWords'],
    ...['foldSpelling', 'textNetwork', 'trainingPart', 'validationPart'],
  ] as const;
  const given = Object.entries(flags).filter(([name]) => (fields as readonly string[]).includes(name));
  return { ...Object.fromEntries(given), ...(flags.option && { options: flags.option }) };
}

function modelOption(text: string, previous: Record<string, OptionValue> = {}): Record<string, OptionValue> {
  const [, name, value] = /^([A-Za-z]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Write name=value, such as projection=256.');
  }
  return { ...previous, [name]: optionValue(value) };
}

function optionValue(text: string): OptionValue {
  if (text === 'none' || text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function decay(text: string): Decay {
  const [kind, ...numbers] = text.split(':');
  const [first = Number.NaN, second = Number.NaN] = numbers.map(Number);
  if (kind === 'cosine' && numbers.length === 1 && !Number.isNaN(first)) return { kind, floor: first };
  if (kind === 'step' && numbers.length === 2 && !Number.isNaN(first + second))
    return { kind, every: first, factor: second };
  throw new InvalidArgumentError('Write none, cosine:0.01 or step:10:0.1.');
}

function infoNce(text: string): InfoNce {
  const numbers = text.split(':').map((number) => (number.trim() === '' ? Number.NaN : Number(number)));
  const [weight = Number.NaN, temperature = Number.NaN] = numbers;
  if (numbers.length === 2 && !Number.isNaN(weight + temperature)) return { weight, temperature };
  throw new InvalidArgumentError('Write none, or a weight and a temperature: 1:0.07.');
}
