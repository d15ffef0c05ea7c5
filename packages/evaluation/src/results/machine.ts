import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine that this process runs on, such as `AMD EPYC 7763, 2 processors, 16 GB, linux x64, Node 20.18.0`. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  const { platform, arch, versions } = process;
  return `${model}, ${availableParallelism()} processors, ${memory} GB, ${platform} ${arch}, Node ${versions.node}`;
}
