import type { Scene } from '../synthetic/scene';
import { importSharp } from './import-sharp';

/**
 * The image of a scene as PNG, 256 × 256 pixels.
 * @throws MissingPackageError where `sharp` is not installed
 */
export async function renderScene(scene: Scene): Promise<Buffer> {
  const sharp = await importSharp('Rendering a scene');
  return sharp(Buffer.from(scene.svg)).removeAlpha().png().toBuffer();
}
