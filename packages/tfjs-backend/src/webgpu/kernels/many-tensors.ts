import type { TensorInfo } from '@tensorflow/tfjs-core';
import { dispatch } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { type Shader, shaderOnce } from './shader';

/** Threads of a workgroup, and the elements that it computes. */
export const MANY_THREADS = 256;
const PER_GROUP = 2048;

/** The same formula for the elements of many tensors. */
export interface ManyTensors {
  readonly key: string;
  /** Of each item, the tensors that are read and those that are changed in place, all of one size; by the name in the code. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Tensors that all items share. */
  readonly shared: Shader['reads'];
  /** What the dispatch of some items writes as a whole. */
  readonly results?: Shader['writes'];
  readonly uniforms: Shader['uniforms'];
  readonly isChanging?: boolean;
  readonly declarations?: string;
  /** WGSL before the items. */
  readonly begin?: string;
  /** WGSL for one element, `at`; `name` gives the buffers of the item. */
  element(name: (tensor: string) => string): string;
  /** WGSL after the items. */
  readonly end?: string;
}

/** Tensors of one item, by the names of `reads` and `writes`. */
export type Item = Readonly<Record<string, TensorInfo>>;

/**
 * Runs a formula over many tensors in few dispatches: as many items at a time as the device has buffers for. A call of WebGPU costs a tenth
 * of a millisecond, more than the work on the weights of a small layer.
 *
 * @param values of the uniforms, given the first workgroup of the dispatch among those of all items.
 */
export function runMany(
  backend: GpuBackend,
  program: ManyTensors,
  items: readonly Item[],
  { shared = [], results = [] }: { readonly shared?: readonly TensorInfo[]; readonly results?: readonly TensorInfo[] },
  values: (firstGroup: number) => readonly number[],
): void {
  const tensors = [...program.reads, ...program.writes];
  const free = backend.device.limits.maxStorageBuffersPerShaderStage - shared.length - results.length;
  const perDispatch = Math.max(1, Math.floor(free / tensors.length));
  let firstGroup = 0;
  for (let at = 0; at < items.length; at += perDispatch) {
    const some = items.slice(at, at + perDispatch);
    const sizes = some.map((item) => sizeOf(item[tensors[0] as string] as TensorInfo));
    const groups = sizes.map(groupsOf);
    const of = (names: readonly string[]) => some.flatMap((item) => names.map((name) => item[name] as TensorInfo));
    dispatch(backend, {
      shader: shaderFor(program, some.length),
      reads: [...shared, ...of(program.reads)],
      writes: [...of(program.writes), ...results],
      uniforms: [...values(firstGroup), ...sizes, ...groups],
      groups: [groups.reduce((sum, count) => sum + count, 0)],
    });
    firstGroup += groups.reduce((sum, count) => sum + count, 0);
    // A copy in memory, from an earlier read, is out of date.
    for (const { dataId } of of(program.writes)) backend.tensorMap.get(dataId).values = null;
  }
}

/** How many workgroups the items have together. */
export function groupsOfMany(tensors: readonly TensorInfo[]): number {
  return tensors.reduce((sum, tensor) => sum + groupsOf(sizeOf(tensor)), 0);
}

function sizeOf({ shape }: TensorInfo): number {
  return shape.reduce((size, extent) => size * extent, 1);
}

/** One more than 65,535 workgroups would be 500 MB; an item of that size has no room beside its gradient and moments. */
function groupsOf(size: number): number {
  return Math.ceil(size / PER_GROUP);
}

function shaderFor(program: ManyTensors, items: number): Shader {
  return shaderOnce(`${program.key} ${items}`, () => ({
    ...bindingsOf(program, items),
    ...(program.isChanging === true && { isChanging: true }),
    workgroup: [MANY_THREADS, 1],
    declarations: program.declarations ?? '',
    main: `${program.begin ?? ''}
  var chunk = group.x;
  ${Array.from({ length: items }, (_, i) => itemCode(program, i)).join('\n  ')}
  ${program.end ?? ''}`,
  }));
}

function bindingsOf(program: ManyTensors, items: number): Pick<Shader, 'reads' | 'writes' | 'uniforms'> {
  const each = Array.from({ length: items }, (_, i) => i);
  const buffers = (names: readonly string[]) =>
    Object.fromEntries(each.flatMap((i) => names.map((name) => [`${name}${i}`, 'f32'] as const)));
  const numbers = (name: string) => Object.fromEntries(each.map((i) => [`${name}${i}`, 'u32'] as const));
  return {
    reads: { ...program.shared, ...buffers(program.reads) },
    writes: { ...buffers(program.writes), ...program.results },
    uniforms: { ...program.uniforms, ...numbers('size'), ...numbers('groups') },
  };
}

/** WGSL: the elements of one item, if the workgroup is one of its own. */
function itemCode(program: ManyTensors, i: number): string {
  return `if (chunk < uniforms.groups${i}) {
    let end = min(uniforms.size${i}, (chunk + 1u) * ${PER_GROUP}u);
    for (var at = chunk * ${PER_GROUP}u + index; at < end; at += ${MANY_THREADS}u) {
      ${program.element((name) => `${name}${i}`)}
    }
  }
  // For a workgroup of this item, the difference wraps round to a number beyond every other item.
  chunk -= uniforms.groups${i};`;
}
