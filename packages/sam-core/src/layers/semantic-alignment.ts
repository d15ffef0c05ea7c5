import { serialization, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type ScoreAllPairsOptions, scoreAllPairs } from '../all-pairs/score-all-pairs';
import type { CaptionSource, ImageSource } from '../gallery/gallery-source';
import { preparedCaptions, preparedImages } from '../gallery/prepared-sources';
import type { ScoreBlock } from '../gallery/score-block';
import { type ScoreGalleryOptions, scoreGallery } from '../gallery/score-gallery';
import type { RegionsAndWords } from '../operands/alignment-operands';
import { rolesOf } from '../operands/alignment-operands';
import { refuseNonFinite } from '../operands/non-finite';
import { warnOfUnmaskedPadding } from '../operands/unmasked-padding';
import { alignPairs } from '../paired/align-pairs';
import { type AlignmentExplanation, explain } from '../paired/explain';
import { AlignmentLayer } from './alignment-layer';
import { type CallArgs, pairedInputs, refuseUnusedMask } from './layer-inputs';

/**
 * The semantic alignment module: attention, then a gate, then the mean cosine — eqs. (5)–(12) for i2t and (13)–(17) for t2i.
 *
 * As a layer it scores pairs: inputs `[regions [B, K, D], words [B, N, D]]`, or with `wordMask [B, N]` as a third, output [B, 1].
 * `scoreAllPairs` scores every image with every caption with the same weights, for the loss and for evaluation.
 *
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError gives both shapes.
 * @throws NonFiniteError gives the input and the index.
 * @throws LayerNotBuiltError if its weights would be created while a gradient is computed, as in `optimizer.minimize`.
 * @throws MaskNotConnectedError when words come with a Keras mask that is not among the inputs.
 * @example
 * const alignment = new SemanticAlignment({ direction: 't2i' });
 * const score = alignment.apply([regions, words, mask]);
 */
export class SemanticAlignment extends AlignmentLayer {
  /** @nocollapse */
  static className = 'SemanticAlignment';

  override call(inputs: Tensor | Tensor[], kwargs: CallArgs = {}): Tensor {
    return tidy(() => {
      const { regions, words, wordMask } = pairedInputs(this.name, inputs, kwargs);
      const weights = this.gateWeights();
      const pairs = { regions: this.prepareRegions(regions), words: this.prepareWords(words), wordMask, weights };
      const { scores } = alignPairs(rolesOf(pairs, this.options), this.options);
      if (this.checkFinite) {
        if (wordMask === undefined) warnOfUnmaskedPadding(words);
        refuseNonFinite(scores, { regions, words, ...weights });
      }
      return scores;
    });
  }

  /** A score has no mask. */
  override computeMask(inputs: Tensor | Tensor[], masks?: Tensor | Tensor[]): Tensor | Tensor[] {
    refuseUnusedMask(this.name, inputs, masks);
    return null as unknown as Tensor;
  }

  /**
   * S [B_i, B_t]: the score of every image with every caption, with the layer's weights. See `scoreAllPairs` for shapes and errors. Builds
   * the layer if it is not built yet.
   */
  scoreAllPairs(features: RegionsAndWords, options: Pick<ScoreAllPairsOptions, 'frozenRegions'> = {}): Tensor2D {
    this.buildFor(features);
    return tidy(() =>
      this.scorePrepared(
        this.prepared(features),
        this.projection === null ? options : { ...options, frozenRegions: false },
      ),
    );
  }

  /**
   * Like `scoreAllPairs`, on the results of `prepareRegions` and `prepareWords`: for programs that score the same images or captions more
   * than once. The layer has to be built.
   *
   * @param options Set `frozenRegions` only without a projection: with one, the prepared regions depend on its weights.
   */
  scorePrepared(features: RegionsAndWords, options: Pick<ScoreAllPairsOptions, 'frozenRegions'> = {}): Tensor2D {
    return scoreAllPairs(
      { ...features, weights: this.gateWeights() },
      { ...this.options, checkFinite: this.checkFinite, ...options },
    );
  }

  /**
   * The scores of a whole gallery with the layer's weights, block by block. See `scoreGallery`.
   * The layer has to be built: apply it once, load its model, or train it.
   */
  scoreGallery(
    images: ImageSource,
    captions: CaptionSource,
    options: Pick<ScoreGalleryOptions, 'captionsPerBlock' | 'imagesPerBlock' | 'firstBlock'> = {},
  ): AsyncGenerator<ScoreBlock> {
    return scoreGallery(
      preparedImages(images, (regions) => this.prepareRegions(regions)),
      preparedCaptions(captions, (words) => this.prepareWords(words)),
      { ...this.options, checkFinite: this.checkFinite, ...options, weights: this.gateWeights() },
    );
  }

  /** Attention weights and gate activations of one image and one caption. See `explain`. */
  explain(features: RegionsAndWords): AlignmentExplanation {
    this.buildFor(features);
    let explanation!: AlignmentExplanation;
    tidy(() => {
      explanation = this.explainPrepared(this.prepared(features));
    });
    return explanation;
  }

  /** Like `explain`, on the results of `prepareRegions` and `prepareWords`. */
  explainPrepared(features: RegionsAndWords): AlignmentExplanation {
    return explain({ ...features, weights: this.gateWeights() }, this.options);
  }

  private prepared({ regions, words, wordMask }: RegionsAndWords): RegionsAndWords {
    return { regions: this.prepareRegions(regions), words: this.prepareWords(words), wordMask };
  }

  private buildFor({ regions, words }: RegionsAndWords): void {
    if (this.built) return;
    this.build([
      [null, ...regions.shape.slice(1)],
      [null, ...words.shape.slice(1)],
    ]);
  }
}
serialization.registerClass(SemanticAlignment);
