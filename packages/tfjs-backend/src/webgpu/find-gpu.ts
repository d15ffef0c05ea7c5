import { AbsentEngine } from '../engine/absent-engine';
import { isSoftware } from './gpu-name';
import type { GpuAdapterInfo } from './webgpu-backend';

/** Milliseconds that a driver has to start in. */
const TIME = 20_000;

/** Prints the description of the adapter that Dawn chooses, or null. */
const PROGRAM = `
const { create } = require(process.argv[1]);
create([]).requestAdapter({ powerPreference: 'high-performance' }).then((adapter) => {
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter?.info ?? {};
  const info = adapter && { vendor, architecture, device, description, isFallbackAdapter };
  process.stdout.write(JSON.stringify(info), () => process.exit());
});`;

/**
 * Whether there is a GPU that Dawn accepts, asked in a process of its own: of each driver that it refuses Dawn prints lines of its own on
 * the error output, and a broken driver can end the process.
 *
 * @param dawn the file of the package `webgpu`.
 * @throws AbsentEngine if there is none, or only a renderer that computes on the processor.
 */
export async function findGpu(dawn: string): Promise<void> {
  const info = await adapterInfo(dawn);
  if (info === null) throw new AbsentEngine('no GPU was found with a Vulkan, Metal or D3D12 driver that Dawn accepts');
  if (isSoftware(info)) throw new AbsentEngine(`${info.description || info.device} computes on the processor`);
}

async function adapterInfo(dawn: string): Promise<GpuAdapterInfo | null> {
  const { execFile } = process.getBuiltinModule('node:child_process');
  const output = await new Promise<string>((resolve, reject) => {
    // In Electron, the program is a Node only with this variable.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
    execFile(process.execPath, ['-e', PROGRAM, dawn], { env, timeout: TIME, windowsHide: true }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else
        reject(
          new AbsentEngine(`the driver of the GPU ended the process that asked for it (${error.signal ?? error.code})`),
        );
    });
  });
  return JSON.parse(output) as GpuAdapterInfo | null;
}
