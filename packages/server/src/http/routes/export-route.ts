import { type ExportedItem, formatCsv } from '../../export/format-csv';
import { formatGeoJson } from '../../export/format-geojson';
import type { App, AppParts } from '../app-types';
import { ProblemAnswer } from '../schemas/answer-schemas';
import { ExportBody } from '../schemas/query-schemas';
import { itemOf } from './item-routes';

const FORMATS = {
  csv: { format: formatCsv, type: 'text/csv; charset=utf-8' },
  geojson: { format: formatGeoJson, type: 'application/geo+json' },
} as const;

/** `POST /api/export`: a selection of items as a file. */
export function addExportRoute(app: App, { gallery }: AppParts): void {
  app.post(
    '/api/export',
    {
      schema: {
        ...{ operationId: 'export', summary: 'Items as CSV or GeoJSON', tags: ['gallery'], body: ExportBody },
        produces: ['text/csv', 'application/geo+json'],
        response: { '4xx': ProblemAnswer },
      },
      bodyLimit: 2 * 1024 * 1024,
    },
    async ({ body: { format, items } }, reply) => {
      const exported: ExportedItem[] = [];
      for (const { id, ...found } of items) exported.push({ ...(await itemOf(gallery, id)).item, ...found });
      const chosen = FORMATS[format];
      return reply
        .type(chosen.type)
        .header('content-disposition', `attachment; filename="selection.${format}"`)
        .send(chosen.format(exported, gallery.scenes));
    },
  );
}
