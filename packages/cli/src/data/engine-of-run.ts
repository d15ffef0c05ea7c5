import { join } from 'node:path';

/**
 * The name of the engine on which an interrupted run started, so that it resumes there although another may be faster now; undefined for a
 * folder without a run, and where `RS_SAM_ENGINE` names an engine.
 */
export async function engineOfRun(folder: string): Promise<string | undefined> {
  if (process.env.RS_SAM_ENGINE) return undefined;
  const { engineNames } = await import('@rs-sam/tfjs-backend');
  const { readCheckpoint } = await import('@rs-sam/models');
  const { folderSource } = await import('@rs-sam/models/node');
  // A damaged checkpoint is reported when the run resumes.
  const read = await readCheckpoint(folderSource(join(folder, 'last')), []).catch(() => undefined);
  const name = read?.manifest.engine.split(' ', 1)[0];
  return engineNames.find((engine) => engine === name);
}
