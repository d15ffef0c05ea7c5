import { type SceneRecord, windowGeometries } from '@rs-sam/search/scene';
import { overviewStore } from '../../scenes/overview-store';
import type { App, AppParts } from '../app-types';
import { RequestError } from '../request-error';
import { ProblemAnswer, SceneAnswer } from '../schemas/answer-schemas';
import { SceneParameters } from '../schemas/query-schemas';
import { sendJpeg } from '../send-jpeg';

/** The scenes that the items of a gallery are windows of: their extent, and what they look like. */
export function addSceneRoutes(app: App, { gallery }: AppParts): void {
  const scenes = new Map(gallery.scenes.map((scene) => [scene.file, scene]));
  const overviewOf = overviewStore(gallery);
  const sceneOf = (file: string): SceneRecord => {
    const scene = scenes.get(file);
    if (scene !== undefined) return scene;
    throw new RequestError(404, 'RS_SAM_NO_SCENE', `The gallery has no scene "${file}".`);
  };

  app.get(
    '/api/scenes/:file',
    {
      schema: {
        ...{ operationId: 'scene', summary: 'A scene, of which items are windows', tags: ['gallery'] },
        ...{ params: SceneParameters, response: { 200: SceneAnswer, '4xx': ProblemAnswer } },
      },
    },
    async ({ params }) => {
      const scene = sceneOf(params.file);
      const { file, width, height, crs } = scene;
      const extent = windowGeometries(scene)({ x: 0, y: 0, width, height }).wgs84;
      return { file, width, height, crs: crs?.code ?? crs?.name ?? null, extent };
    },
  );

  app.get(
    '/api/scenes/:file/overview',
    {
      schema: {
        ...{ operationId: 'overview', summary: 'A small JPEG of a scene, of the thumbnails of its windows' },
        ...{ tags: ['gallery'], params: SceneParameters, produces: ['image/jpeg'] },
      },
    },
    async (request, reply) => {
      const scene = sceneOf(request.params.file);
      return sendJpeg(request, reply, scene.sha256, async () => {
        const overview = await overviewOf(scene);
        if (overview !== null) return overview;
        throw new RequestError(404, 'RS_SAM_NO_OVERVIEW', 'The scene has too many windows for an overview.');
      });
    },
  );
}
