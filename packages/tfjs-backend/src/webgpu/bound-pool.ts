import type { GpuBuffer, WebgpuBackend } from './webgpu-backend';

/** Bytes of free buffers that are always kept. */
const LEAST = 2 ** 29;

/**
 * Bounds the buffers that tfjs keeps for later: as many bytes as were in use at most, and at least 512 MiB.
 *
 * tfjs keeps every buffer until the program ends, by its exact size. Batches whose captions differ in length need buffers of other sizes, so
 * that the memory of the GPU would fill up in the course of a training. The sizes that were not asked for the longest are destroyed first.
 */
export function boundPool(backend: WebgpuBackend, least = LEAST): void {
  const manager = backend.bufferManager;
  const acquire = manager.acquireBuffer.bind(manager);
  const submit = backend.submitQueue.bind(backend);
  let most = 0;
  manager.acquireBuffer = (size: number, usage: number, ...how: boolean[]) => {
    const key = `${size}_${usage}`;
    const free = manager.freeBuffers.get(key);
    if (free !== undefined) {
      // The order of the keys is the order in which their sizes were asked for.
      manager.freeBuffers.delete(key);
      manager.freeBuffers.set(key, free);
    }
    const buffer = acquire(size, usage, ...how);
    most = Math.max(most, manager.numBytesUsed);
    return buffer;
  };
  backend.submitQueue = () => {
    submit();
    const limit = Math.max(least, most);
    if (manager.numBytesAllocated - manager.numBytesUsed <= limit) return;
    for (const buffers of manager.freeBuffers.values()) {
      while (manager.numBytesAllocated - manager.numBytesUsed > limit && buffers.length > 0) {
        const buffer = buffers.pop() as GpuBuffer;
        buffer.destroy();
        manager.numFreeBuffers--;
        manager.numBytesAllocated -= buffer.size;
      }
    }
  };
}
