import type { GpuAdapterInfo } from './webgpu-backend';

/** The names under which renderers that compute on the processor report themselves. */
const SOFTWARE = /llvmpipe|lavapipe|swiftshader|software|basic render/i;

/** Whether an adapter computes on the processor and is therefore slower than the other engines. */
export function isSoftware(info: GpuAdapterInfo): boolean {
  return info.isFallbackAdapter === true || SOFTWARE.test(`${info.architecture} ${info.device} ${info.description}`);
}

/** The name of a GPU. A browser may hide all but the vendor. */
export function gpuName({ vendor, architecture, device }: GpuAdapterInfo): string {
  return [device, architecture, vendor].find((text) => text !== '') ?? 'a GPU without a name';
}
