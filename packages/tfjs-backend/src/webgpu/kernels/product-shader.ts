import type { Shader } from './shader';

/** Threads of a workgroup along both axes. */
const SIDE = 16;

/** A product of two matrices, of which a workgroup computes a square tile. */
export interface ProductForm {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Rows and columns of a tile: each of 256 threads computes 2 × 2 or 4 × 4 of its values. */
  readonly tile: 32 | 64;
  /** Whether a and b are read in fours along their last axes, whose extents and first elements must then be multiples of four. */
  readonly foursA: boolean;
  readonly foursB: boolean;
  /** What is added to the product: a row, or a matrix of its shape. */
  readonly plus?: 'row' | 'matrix' | undefined;
  readonly relu: boolean;
}

/**
 * `C = A B + plus` of batches of matrices. A tile of A and one of B, 1,024 numbers each, are in workgroup memory; the next ones are read into
 * registers while these are multiplied. The sum over K has one order, so that a product is the same in every run.
 *
 * `first`: the first element of A, B and C in their buffers; `stride`: from one matrix of a batch to the next.
 */
export function productShader(form: ProductForm): Shader {
  const { transposeA, transposeB, tile, foursA, foursB, plus, relu } = form;
  const each = tile / SIDE;
  const depth = 1024 / tile;
  // Four more, so that threads that write down a column use different banks.
  const width = tile + 4;
  const numbers = Array.from({ length: each }, (_, i) => i);
  const vector = `vec${each}<f32>`;
  return {
    key: `MatMul ${Object.values(form).join(' ')}`,
    reads: {
      a: foursA ? 'vec4<f32>' : 'f32',
      b: foursB ? 'vec4<f32>' : 'f32',
      ...(plus !== undefined && { plus: 'f32' as const }),
    },
    writes: { c: 'f32' },
    uniforms: {
      ...{ rows: 'u32', columns: 'u32', depth: 'u32' },
      ...{ firstA: 'u32', firstB: 'u32', firstC: 'u32', strideA: 'u32', strideB: 'u32' },
    },
    workgroup: [SIDE, SIDE],
    declarations: `
var<workgroup> ofA: array<f32, ${depth * width}>;
var<workgroup> ofB: array<f32, ${depth * width}>;
${readFunction('readA', 'a', transposeA, foursA, 'rows')}
${readFunction('readB', 'b', !transposeB, foursB, 'columns')}
${writeFunction('writeA', 'ofA', transposeA, width)}
${writeFunction('writeB', 'ofB', !transposeB, width)}`,
    main: `
  let firstRow = group.y * ${tile}u;
  let firstColumn = group.x * ${tile}u;
  let inA = uniforms.firstA + group.z * uniforms.strideA;
  let inB = uniforms.firstB + group.z * uniforms.strideB;
  let placeA = ${placeOf(transposeA, tile, depth)};
  let placeB = ${placeOf(!transposeB, tile, depth)};
  ${numbers.map((i) => `var c${i} = ${vector}(0.0);`).join(' ')}
  var nextA = readA(inA, firstRow + placeA.x, placeA.y);
  var nextB = readB(inB, firstColumn + placeB.x, placeB.y);
  for (var k = 0u; k < uniforms.depth; k += ${depth}u) {
    writeA(nextA, placeA.x, placeA.y);
    writeB(nextB, placeB.x, placeB.y);
    workgroupBarrier();
    if (k + ${depth}u < uniforms.depth) {
      nextA = readA(inA, firstRow + placeA.x, k + ${depth}u + placeA.y);
      nextB = readB(inB, firstColumn + placeB.x, k + ${depth}u + placeB.y);
    }
    for (var d = 0u; d < ${depth}u; d++) {
      let atA = d * ${width}u + local.y * ${each}u;
      let atB = d * ${width}u + local.x * ${each}u;
      let right = ${vector}(${numbers.map((i) => `ofB[atB + ${i}u]`).join(', ')});
      ${numbers.map((i) => `c${i} += ofA[atA + ${i}u] * right;`).join('\n      ')}
    }
    workgroupBarrier();
  }
  let inC = uniforms.firstC + group.z * uniforms.rows * uniforms.columns;
  ${numbers
    .map(
      (i) => `{
    let row = firstRow + local.y * ${each}u + ${i}u;
    for (var j = 0u; j < ${each}u; j++) {
      let column = firstColumn + local.x * ${each}u + j;
      if (row < uniforms.rows && column < uniforms.columns) {
        let at = inC + row * uniforms.columns + column;
        var value = c${i}[j];
        ${plus === 'row' ? 'value += plus[column];' : plus === 'matrix' ? 'value += plus[at - uniforms.firstC];' : ''}
        ${relu ? 'value = select(value, 0.0, value < 0.0);' : ''}
        c[at] = value;
      }
    }
  }`,
    )
    .join('\n  ')}`,
  };
}

/**
 * WGSL: where a thread's four numbers of a tile begin, as (along the tile's side, along K). `outer` says that the side of the tile is the
 * last axis in memory: the four then follow each other along it, otherwise along K.
 */
function placeOf(outer: boolean, tile: number, depth: number): string {
  return outer
    ? `vec2(4u * (index % ${tile / 4}u), index / ${tile / 4}u)`
    : `vec2(index / ${depth / 4}u, 4u * (index % ${depth / 4}u))`;
}

/** WGSL: four numbers of a matrix; 0 beyond its end. */
function readFunction(name: string, buffer: string, outer: boolean, fours: boolean, extent: string): string {
  const [along, across] = outer ? ['side', 'k'] : ['k', 'side'];
  const [size, other] = outer ? [`uniforms.${extent}`, 'uniforms.depth'] : ['uniforms.depth', `uniforms.${extent}`];
  const body = fours
    ? `if (${along} >= ${size}) { return vec4(0.0); }
  return ${buffer}[(first + ${across} * ${size} + ${along}) / 4u];`
    : `var values = vec4(0.0);
  for (var i = 0u; i < 4u; i++) {
    if (${along} + i < ${size}) { values[i] = ${buffer}[first + ${across} * ${size} + ${along} + i]; }
  }
  return values;`;
  return `
fn ${name}(first: u32, side: u32, k: u32) -> vec4<f32> {
  if (${across} >= ${other}) { return vec4(0.0); }
  ${body}
}`;
}

/** WGSL: puts four numbers into the tile, whose rows are along K. */
function writeFunction(name: string, memory: string, outer: boolean, width: number): string {
  const place = (i: number) => (outer ? `k * ${width}u + side + ${i}u` : `(k + ${i}u) * ${width}u + side`);
  return `
fn ${name}(values: vec4<f32>, side: u32, k: u32) {
  ${[0, 1, 2, 3].map((i) => `${memory}[${place(i)}] = values[${i}];`).join('\n  ')}
}`;
}
