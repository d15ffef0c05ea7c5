import { type Shader, shaderOnce } from './shader';

/** A product of two matrices, of which a workgroup computes a square tile. */
export interface ProductForm {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Rows and columns of a tile. Each thread computes 4 × 4 of its values. */
  readonly tile: 32 | 64;
  /** Whether a and b are read in fours along their last axes, whose extents and first elements must then be multiples of four. */
  readonly foursA: boolean;
  readonly foursB: boolean;
  /** What is added to the product: a row, or a matrix of its shape. */
  readonly plus?: 'row' | 'matrix' | undefined;
  readonly relu: boolean;
}

/** What becomes of the values of a product in place of C. */
export interface Finish {
  /** Names it; part of the shader's key. */
  readonly key: string;
  readonly reads: Shader['reads'];
  readonly writes: Shader['writes'];
  readonly uniforms: Shader['uniforms'];
  readonly declarations: string;
  /** WGSL for one `value` at `row` and `column`. */
  readonly code: string;
  /** Whether the buffer of A is also written; it is then read one number at a time. */
  readonly writesA?: boolean;
}

const FOUR = [0, 1, 2, 3];

/**
 * `C = A B + plus` of batches of matrices. A tile of A and one of B, 1,024 numbers each, are in workgroup memory, in fours along the axis
 * that is last in the buffer; the next ones are read into registers while these are multiplied. The sum over K has one order, so that a
 * product is the same in every run.
 *
 * Uniforms: `first` is the first element of A, B and C in their buffers, `stride` the distance from one matrix of a batch to the next.
 */
export function productShader(form: ProductForm, finish?: Finish): Shader {
  const name = finish === undefined ? 'MatMul' : finish.key;
  return shaderOnce(`${name} ${Object.values(form).join(' ')}`, () => makeShader(form, finish));
}

function makeShader(
  { transposeA, transposeB, tile, foursA, foursB, plus, relu }: ProductForm,
  finish: Finish | undefined,
): Omit<Shader, 'key'> {
  const side = tile / 4;
  const depth = 1024 / tile;
  const a = tileOf('A', 'rows', transposeA, foursA, tile, depth);
  const b = tileOf('B', 'columns', !transposeB, foursB, tile, depth);
  const each = (line: (i: number) => string) => FOUR.map(line).join(' ');
  // Along K, threads side by side read rows that are far apart; neighbours then have neighbouring columns.
  const column = (j: number) => (b.isOuter ? `4u * local.x + ${j}u` : `local.x + ${j * side}u`);
  const left = (i: number, k: number) => (a.isOuter ? `a${k}[${i}]` : `a${i}[${k}]`);
  const right = (k: number) => (b.isOuter ? `b${k}` : `vec4(${FOUR.map((j) => `b${j}[${k}]`).join(', ')})`);
  const ofA = { a: foursA ? ('vec4<f32>' as const) : ('f32' as const) };
  return {
    reads: {
      ...(finish?.writesA !== true && ofA),
      b: foursB ? 'vec4<f32>' : 'f32',
      ...(plus !== undefined && { plus: 'f32' as const }),
      ...finish?.reads,
    },
    writes: { ...(finish?.writesA === true && ofA), ...(finish === undefined ? { c: 'f32' as const } : finish.writes) },
    uniforms: {
      ...{ rows: 'u32', columns: 'u32', depth: 'u32' },
      ...{ firstA: 'u32', firstB: 'u32', firstC: 'u32', strideA: 'u32', strideB: 'u32' },
      ...finish?.uniforms,
    },
    workgroup: [side, side],
    declarations: `${a.declarations}\n${b.declarations}\n${finish?.declarations ?? ''}`,
    main: `
  let firstRow = group.y * ${tile}u;
  let firstColumn = group.x * ${tile}u;
  let inA = uniforms.firstA + group.z * uniforms.strideA;
  let inB = uniforms.firstB + group.z * uniforms.strideB;
  ${each((i) => `var c${i} = vec4(0.0);`)}
  ${a.begin('inA', 'firstRow')}
  ${b.begin('inB', 'firstColumn')}
  for (var k = 0u; k < uniforms.depth; k += ${depth}u) {
    ${a.store}
    ${b.store}
    workgroupBarrier();
    if (k + ${depth}u < uniforms.depth) {
      ${a.next('inA', 'firstRow')}
      ${b.next('inB', 'firstColumn')}
    }
    for (var q = 0u; q < ${depth / 4}u; q++) {
      ${each((i) => `let a${i} = ${a.at(i, `4u * local.y + ${i}u`, 'local.y')};`)}
      ${each((j) => `let b${j} = ${b.at(j, column(j), 'local.x')};`)}
      ${FOUR.map((k) => each((i) => `c${i} += ${left(i, k)} * ${right(k)};`)).join('\n      ')}
    }
    workgroupBarrier();
  }
  let inC = uniforms.firstC + group.z * uniforms.rows * uniforms.columns;
  ${FOUR.map(
    (i) => `{
    let row = firstRow + 4u * local.y + ${i}u;
    if (row < uniforms.rows) {
      let start = inC + row * uniforms.columns;
      ${each(
        (j) => `{
        let column = firstColumn + ${column(j)};
        if (column < uniforms.columns) {
          var value = c${i}[${j}];
          ${plus === 'row' ? 'value += plus[column];' : plus === 'matrix' ? 'value += plus[start + column - uniforms.firstC];' : ''}
          ${relu ? 'value = select(value, 0.0, value < 0.0);' : ''}
          ${finish === undefined ? 'c[start + column] = value;' : finish.code}
        }
      }`,
      )}
    }
  }`,
  ).join('\n  ')}`,
  };
}

/**
 * WGSL of one operand's tile. `isOuter` says that the tile's side is the last axis of the buffer: the tile then has a row for each k, with
 * fours along the side; otherwise it has a row for each place along the side, with fours along K and one four of padding, so that threads
 * side by side use different banks.
 */
function tileOf(name: 'A' | 'B', extent: string, isOuter: boolean, fours: boolean, tile: number, depth: number) {
  const threads = (tile / 4) ** 2;
  const perRow = isOuter ? tile / 4 : depth / 4;
  const stride = isOuter ? perRow : perRow + 1;
  const reads = Array.from({ length: 256 / threads }, (_, i) => i);
  // The place of the i-th four of a thread, as (along the side, along K).
  const place = (i: number) => {
    const [four, row] = [`(index + ${i * threads}u) % ${perRow}u`, `(index + ${i * threads}u) / ${perRow}u`];
    return isOuter ? [`4u * (${four})`, row] : [row, `4u * (${four})`];
  };
  const read = (i: number, start: string, first: string, k: string) =>
    `read${name}(${start}, ${first} + ${place(i)[0]}, ${k}${place(i)[1]})`;
  const [along, across] = isOuter ? ['side', 'k'] : ['k', 'side'];
  const [size, other] = isOuter ? [`uniforms.${extent}`, 'uniforms.depth'] : ['uniforms.depth', `uniforms.${extent}`];
  const buffer = name.toLowerCase();
  return {
    isOuter,
    declarations: `
var<workgroup> of${name}: array<vec4<f32>, ${stride * (1024 / 4 / perRow)}>;
// Four numbers of the matrix; 0 beyond its end.
fn read${name}(first: u32, side: u32, k: u32) -> vec4<f32> {
  if (${across} >= ${other} || ${along} >= ${size}) { return vec4(0.0); }
  let at = first + ${across} * ${size} + ${along};
  ${
    fours
      ? `return ${buffer}[at / 4u];`
      : `var values = vec4(${buffer}[at], 0.0, 0.0, 0.0);
  ${[1, 2, 3].map((i) => `if (${along} + ${i}u < ${size}) { values[${i}] = ${buffer}[at + ${i}u]; }`).join('\n  ')}
  return values;`
  }
}`,
    begin: (start: string, first: string) =>
      reads.map((i) => `var next${name}${i} = ${read(i, start, first, '')};`).join('\n  '),
    next: (start: string, first: string) =>
      reads.map((i) => `next${name}${i} = ${read(i, start, first, `k + ${depth}u + `)};`).join('\n      '),
    store: reads
      .map((i) => {
        const at = `index + ${i * threads}u`;
        return `of${name}[(${at}) / ${perRow}u * ${stride}u + (${at}) % ${perRow}u] = next${name}${i};`;
      })
      .join('\n    '),
    /** The i-th four that a thread needs for the four k from 4 q on: of one k along the side, or of one place of the side along K. */
    at: (i: number, row: string, four: string) =>
      isOuter ? `of${name}[(4u * q + ${i}u) * ${stride}u + ${four}]` : `of${name}[(${row}) * ${stride}u + q]`,
  };
}
