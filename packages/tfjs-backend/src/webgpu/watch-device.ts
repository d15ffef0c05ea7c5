import { GpuError } from './gpu-errors';
import type { GpuDevice } from './webgpu-backend';

/** What is known of the health of a device. */
export interface DeviceWatch {
  /** @throws GpuError if the device has failed. */
  check(): void;
  /** Whether no failure is known. */
  healthy(): boolean;
  /** Records a failure that was found elsewhere; the first one is kept. */
  fail(error: GpuError): void;
}

/**
 * Records the first failure of a device. WebGPU reports failures as events, and every later command has no effect: a tensor that is read
 * afterwards is zero or stale.
 */
export function watchDevice(device: GpuDevice): DeviceWatch {
  let failure: GpuError | undefined;
  const fail = (error: GpuError) => {
    failure ??= error;
  };
  device.addEventListener('uncapturederror', ({ error }) => {
    const kind = error.constructor.name === 'GPUOutOfMemoryError' ? 'memory' : 'validation';
    fail(new GpuError(kind, sentence(error.message)));
  });
  void device.lost.then(({ reason, message }) => {
    // The word of the specification for a loss that the program did not ask for is "unknown".
    fail(new GpuError('lost', sentence(message || `the driver gives no reason (${reason})`)));
  });
  return {
    check: () => {
      if (failure !== undefined) throw failure;
    },
    healthy: () => failure === undefined,
    fail,
  };
}

/** The first lines of a message, as a sentence. */
function sentence(message: string): string {
  const text = message.trim().slice(0, 400);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
