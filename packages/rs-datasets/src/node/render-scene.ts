import sharp from 'sharp';
import type { Scene } from '../synthetic/scene';

/** The picture of a scene as PNG, 256 × 256 pixels. */
export function renderScene(scene: Scene): Promise<Buffer> {
  return sharp(Buffer.from(scene.svg)).removeAlpha().png().toBuffer();
}
