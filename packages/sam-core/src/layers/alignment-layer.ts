import { InvalidOptionError } from '@rs-sam/foundation/errors';
import type { serialization, Tensor3D } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { LayerNotBuiltError } from '../errors/layer-not-built-error';
import { asFloat } from '../operands/as-float';
import type { GateWeights } from '../operands/gate-weights';
import { l2Normalize } from '../operations/l2-normalize';
import { type ResolvedAlignmentOptions, withDefaults } from '../options/alignment-options';
import { addGateWeights, type GateVariables, readGateWeights } from './gate-variables';
import { pairedShapes } from './layer-inputs';
import { refuseBuildInGradient, weightAdder } from './layer-weights';
import { addProjection, type ProjectionVariables, projectRegions } from './region-projection';
import { checkedArgs, type SemanticAlignmentArgs } from './semantic-alignment-args';

/** The weights and options of `SemanticAlignment`, and the preparation of regions and words before they are scored. */
export abstract class AlignmentLayer extends layers.Layer {
  protected readonly options: ResolvedAlignmentOptions;
  protected readonly projection: number | null;
  private readonly normalizeFeatures: boolean;
  protected readonly checkFinite: boolean;
  private readonly seed: number | undefined;
  private gateVariables: GateVariables | undefined;
  private projectionVariables: ProjectionVariables | undefined;

  constructor(args: SemanticAlignmentArgs) {
    super(checkedArgs(args));
    this.options = withDefaults(args);
    this.projection = args.projection ?? null;
    this.normalizeFeatures = args.normalizeFeatures ?? false;
    this.checkFinite = args.checkFinite ?? true;
    this.seed = args.seed;
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    const { regions, words } = this.shapesOf(inputShape);
    if (this.hasWeights()) refuseBuildInGradient(this.name, [regions, words]);
    const addWeight = weightAdder(this.name, (...args) => this.addWeight(...args));
    const depth = words[2] as number;
    if (this.projection !== null) {
      this.projectionVariables = addProjection(regions[2] as number, depth, this.seed, addWeight);
    }
    if (this.options.gate) this.gateVariables = addGateWeights(depth, this.seed, addWeight);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [this.shapesOf(inputShape).words[0] as number | null, 1];
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

  /** The regions, projected and divided by their norms if the options say so. */
  prepareRegions(regions: Tensor3D): Tensor3D {
    const floats = asFloat(regions);
    if (this.projection === null) return this.normalizeFeatures ? l2Normalize(floats) : floats;
    const projected = projectRegions(floats, this.builtVariables(this.projectionVariables));
    return this.normalizeFeatures ? l2Normalize(projected) : projected;
  }

  /** The words, divided by their norms if the options say so. */
  prepareWords(words: Tensor3D): Tensor3D {
    return this.normalizeFeatures ? l2Normalize(asFloat(words)) : asFloat(words);
  }

  /** The current weights of the gate; undefined when it is off. */
  protected gateWeights(): GateWeights | undefined {
    return this.options.gate ? readGateWeights(this.builtVariables(this.gateVariables)) : undefined;
  }

  private hasWeights(): boolean {
    return this.options.gate || this.projection !== null;
  }

  private builtVariables<T>(variables: T | undefined): T {
    if (variables !== undefined) return variables;
    throw new LayerNotBuiltError(this.name, 'this call needs weights', '[[null, K, depth], [null, N, depth]]');
  }

  private shapesOf(inputShape: Shape | Shape[]): { regions: Shape; words: Shape } {
    const shapes = pairedShapes(this.name, inputShape, this.projection !== null);
    const depth = shapes.words[2];
    if (this.projection === null || this.projection === depth) return shapes;
    throw new InvalidOptionError('projection', this.projection, `${depth}, the depth of the words`);
  }
}
