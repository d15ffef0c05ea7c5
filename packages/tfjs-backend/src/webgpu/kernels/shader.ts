/** The type of a buffer's elements in WGSL. */
type ElementType = 'f32' | 'vec4<f32>' | 'i32';

/** A compute shader, without the declarations of its buffers and uniforms, which `sourceOf` writes. */
export interface Shader {
  /** Names the shader and everything that its text depends on: two shaders of one key are the same. */
  readonly key: string;
  /** Buffers that are read, by their names in the code. */
  readonly reads: Readonly<Record<string, ElementType>>;
  /** Buffers that are written, or changed in place. */
  readonly writes: Readonly<Record<string, ElementType>>;
  /** Numbers that change from call to call: `uniforms.name` in the code. */
  readonly uniforms: Readonly<Record<string, 'u32' | 'f32'>>;
  /** The uniforms differ from call to call, as a learning rate does: their buffer is not kept. */
  readonly isChanging?: boolean;
  /** Threads of a workgroup. */
  readonly workgroup: readonly [x: number, y: number];
  /** Declarations and functions. */
  readonly declarations?: string;
  /** The body of the entry point. It has `local`, `index` (in the workgroup), `group` and `groups`. */
  readonly main: string;
}

/** The whole text of a shader: bindings in the order of reads, then writes, then the uniforms. */
export function sourceOf({ reads, writes, uniforms, workgroup, declarations = '', main }: Shader): string {
  const buffers = [
    ...Object.entries(reads).map(([name, type]) => ({ name, type, access: 'read' })),
    ...Object.entries(writes).map(([name, type]) => ({ name, type, access: 'read_write' })),
  ];
  return [
    ...buffers.map(
      ({ name, type, access }, i) => `@group(0) @binding(${i}) var<storage, ${access}> ${name}: array<${type}>;`,
    ),
    `struct Uniforms { ${Object.entries(uniforms)
      .map(([name, type]) => `${name}: ${type}`)
      .join(', ')} }`,
    `@group(0) @binding(${buffers.length}) var<uniform> uniforms: Uniforms;`,
    declarations,
    `@compute @workgroup_size(${workgroup.join(', ')})`,
    'fn run(@builtin(local_invocation_id) local: vec3<u32>, @builtin(local_invocation_index) index: u32,',
    '  @builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {',
    main,
    '}',
  ].join('\n');
}

const made = new Map<string, Shader>();

/** The shader of this key, made once: its text is long, and a step of training runs a hundred shaders. */
export function shaderOnce(key: string, make: () => Omit<Shader, 'key'>): Shader {
  let shader = made.get(key);
  if (shader === undefined) {
    shader = { key, ...make() };
    made.set(key, shader);
  }
  return shader;
}
