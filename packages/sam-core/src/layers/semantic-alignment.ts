import {
  add,
  matMul,
  reshape,
  serialization,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';
import { initializers, type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';
import { alignPairs } from '../align-pairs';
import { type AlignmentOptions, type ResolvedAlignmentOptions, resolveAlignmentOptions } from '../alignment-options';
import { InvalidOptionError } from '../errors';
import { type AlignmentExplanation, explain } from '../explain';
import { refuseNonFinite } from '../finite';
import type { GateWeights } from '../gate-weights';
import { l2Normalize } from '../l2-normalize';
import { type AlignmentOperands, type ScoreAllPairsOptions, scoreAllPairs } from '../score-all-pairs';
import {
  type CaptionSource,
  type ImageSource,
  type ScoreBlock,
  type ScoreGalleryOptions,
  scoreGallery,
} from '../score-gallery';
import type { LayerArgs } from './cross-attention';
import { type AddWeight, addGateWeights, type GateVariables, read } from './gate-variables';
import { listOf, pairedInputs, pairedShapes } from './layer-inputs';

/** Arguments of `SemanticAlignment`. */
export interface SemanticAlignmentArgs extends AlignmentOptions, LayerArgs {
  /** Units of a linear projection of the regions to the words' depth, as in SCAN. Default: none, the regions enter as they are. */
  readonly projection?: number | null;
  /** Divide regions (after the projection) and words by their l2 norms first, as in SCAN. Default false. */
  readonly normalizeFeatures?: boolean;
  /** Refuse NaN and infinities by name and index; it reads the scores back. Default true. */
  readonly checkFinite?: boolean;
  /** Seed of the initial weights. Default: none. */
  readonly seed?: number;
}

/** Regions and words without weights, which the layer has. */
type Features = Omit<AlignmentOperands, 'weights'>;

/**
 * The semantic alignment module: attention, then a gate, then the mean cosine — eqs. (5)–(12) for i2t and (13)–(17) for t2i.
 *
 * As a layer it scores pairs: inputs `[regions [B, K, D], words [B, N, D]]`, or with `wordMask [B, N]` as a third, output [B, 1].
 * `scoreAllPairs` scores every image with every caption with the same weights, for the loss and for evaluation.
 *
 * @example
 * const alignment = new SemanticAlignment({ direction: 't2i' });
 * const score = alignment.apply([regions, words, mask]);
 */
export class SemanticAlignment extends layers.Layer {
  /** @nocollapse */
  static className = 'SemanticAlignment';
  private readonly options: ResolvedAlignmentOptions;
  private readonly projection: number | null;
  private readonly normalizeFeatures: boolean;
  private readonly checkFinite: boolean;
  private readonly seed: number | undefined;
  private gateVariables: GateVariables | undefined;
  private projectionKernel: LayerVariable | undefined;
  private projectionBias: LayerVariable | undefined;

  constructor(args: SemanticAlignmentArgs) {
    super(args);
    this.options = resolveAlignmentOptions(args);
    this.projection = args.projection ?? null;
    this.normalizeFeatures = args.normalizeFeatures ?? false;
    this.checkFinite = args.checkFinite ?? true;
    this.seed = args.seed;
    if (this.projection !== null && !(Number.isInteger(this.projection) && this.projection > 0)) {
      throw new InvalidOptionError('projection', this.projection, 'a positive whole number of units, or null for none');
    }
  }

  override build(inputShape: Shape | Shape[]): void {
    const { regions, words } = this.shapesOf(inputShape);
    const addWeight: AddWeight = (name, shape, initializer) => this.addWeight(name, shape, 'float32', initializer);
    const depth = words[2] as number;
    if (this.projection !== null) {
      const initializer = initializers.glorotUniform(this.seed === undefined ? {} : { seed: this.seed + 2 });
      this.projectionKernel = addWeight('projection_kernel', [regions[2] as number, depth], initializer);
      this.projectionBias = addWeight('projection_bias', [depth], initializers.zeros());
    }
    if (this.options.gate) this.gateVariables = addGateWeights(depth, this.seed, addWeight);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [this.shapesOf(inputShape).words[0] as number | null, 1];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const [regions, words, mask] = listOf(inputs) as [Tensor3D, Tensor3D, Tensor | undefined];
      const pairs = [this.prepareRegions(regions), this.prepareWords(words), ...(mask === undefined ? [] : [mask])];
      const { query, context, masks } = pairedInputs(pairs, this.options.direction);
      const { scores } = alignPairs(query, context, masks, this.weightsOfGate(), this.options);
      if (this.checkFinite) refuseNonFinite(scores, { regions, words, ...this.weightsOfGate() });
      return scores;
    });
  }

  /**
   * S [B_i, B_t]: every image with every caption, by the layer's weights. See `scoreAllPairs` for shapes and errors.
   * Builds the layer when it has not been applied yet.
   */
  scoreAllPairs(features: Features, options: Pick<ScoreAllPairsOptions, 'frozenRegions'> = {}): Tensor2D {
    this.buildFor(features);
    return tidy(() => {
      const prepared = {
        ...features,
        regions: this.prepareRegions(features.regions),
        words: this.prepareWords(features.words),
      };
      return this.scorePrepared(prepared, this.projection === null ? options : { ...options, frozenRegions: false });
    });
  }

  /**
   * As `scoreAllPairs`, of what `prepareRegions` and `prepareWords` gave: for those who score the same images or captions more
   * than once. The layer has to be built.
   *
   * @param options `frozenRegions` is right where the prepared regions depend on no weight, which is without a projection.
   */
  scorePrepared(features: Features, options: Pick<ScoreAllPairsOptions, 'frozenRegions'> = {}): Tensor2D {
    return scoreAllPairs(
      { ...features, weights: this.weightsOfGate() },
      { ...this.options, checkFinite: this.checkFinite, ...options },
    );
  }

  /**
   * The scores of a whole gallery by the layer's weights, block after block. See `scoreGallery`.
   * The layer has to be built: apply it once, load its model, or train it.
   */
  scoreGallery(
    images: ImageSource,
    captions: CaptionSource,
    options: Pick<ScoreGalleryOptions, 'captionsPerBlock' | 'imagesPerBlock' | 'firstBlock'> = {},
  ): AsyncGenerator<ScoreBlock> {
    const replaced = (before: Tensor3D, after: Tensor3D): Tensor3D => {
      if (after !== before) before.dispose();
      return after;
    };
    const prepared: [ImageSource, CaptionSource] = [
      {
        count: images.count,
        regions: async (start, end) => {
          const regions = await images.regions(start, end);
          return replaced(
            regions,
            tidy(() => this.prepareRegions(regions)),
          );
        },
      },
      {
        count: captions.count,
        words: async (start, end) => {
          const { words, wordMask } = await captions.words(start, end);
          return {
            words: replaced(
              words,
              tidy(() => this.prepareWords(words)),
            ),
            wordMask,
          };
        },
      },
    ];
    return scoreGallery(...prepared, {
      ...this.options,
      checkFinite: this.checkFinite,
      ...options,
      weights: this.weightsOfGate(),
    });
  }

  /** Attention weights and gate activations of one image and one caption. See `explain`. */
  explain(features: Features): AlignmentExplanation {
    this.buildFor(features);
    let explanation!: AlignmentExplanation;
    tidy(() => {
      explanation = this.explainPrepared({
        ...features,
        regions: this.prepareRegions(features.regions),
        words: this.prepareWords(features.words),
      });
    });
    return explanation;
  }

  /** As `explain`, of what `prepareRegions` and `prepareWords` gave. */
  explainPrepared(features: Features): AlignmentExplanation {
    return explain({ ...features, weights: this.weightsOfGate() }, this.options);
  }

  override getConfig(): serialization.ConfigDict {
    return {
      ...super.getConfig(),
      ...this.options,
      projection: this.projection,
      normalizeFeatures: this.normalizeFeatures,
      checkFinite: this.checkFinite,
      ...(this.seed === undefined ? {} : { seed: this.seed }),
    };
  }

  /** The regions as they meet the words: projected and divided by their norms, where the options ask for it. */
  prepareRegions(regions: Tensor3D): Tensor3D {
    const [kernel, bias] = [this.projectionKernel?.read() as Tensor2D | undefined, this.projectionBias?.read()];
    if (kernel === undefined || bias === undefined) return this.normalizeFeatures ? l2Normalize(regions) : regions;
    const [items, rows, depth] = regions.shape;
    const flat = add(matMul(reshape(regions, [items * rows, depth]), kernel), bias);
    const projected: Tensor3D = reshape(flat, [items, rows, kernel.shape[1]]);
    return this.normalizeFeatures ? l2Normalize(projected) : projected;
  }

  /** The words as they meet the regions: divided by their norms, where the options ask for it. */
  prepareWords(words: Tensor3D): Tensor3D {
    return this.normalizeFeatures ? l2Normalize(words) : words;
  }

  private buildFor({ regions, words }: Features): void {
    if (!this.built) {
      this.build([
        [null, ...regions.shape.slice(1)],
        [null, ...words.shape.slice(1)],
      ]);
    }
  }

  private weightsOfGate(): GateWeights | undefined {
    return this.gateVariables && read(this.gateVariables);
  }

  private shapesOf(inputShape: Shape | Shape[]): { regions: Shape; words: Shape } {
    const shapes = pairedShapes(this.name, inputShape, this.projection !== null);
    const depth = shapes.words[2];
    if (this.projection !== null && this.projection !== depth) {
      throw new InvalidOptionError(
        'projection',
        this.projection,
        `${depth}, the depth of the words that the regions are to meet`,
      );
    }
    return shapes;
  }
}
serialization.registerClass(SemanticAlignment);
