import { checkpointOf } from '@rs-sam/models/node';

const PREFIX = 'pretrained:';

/** Whether a name is of a model of `@rs-sam/pretrained`, whose folder is not the user's to write into. */
export function isPretrained(name: string): boolean {
  return name.startsWith(PREFIX);
}

/**
 * The folder of the checkpoint that an operand or a flag names: a run, whose best checkpoint is used, a checkpoint, or
 * `pretrained:<name>`.
 */
export async function checkpointFolder(name: string): Promise<string> {
  if (!isPretrained(name)) return checkpointOf(name);
  const { pretrainedFolder } = await import('@rs-sam/pretrained/node');
  return pretrainedFolder(name.slice(PREFIX.length) as never);
}
