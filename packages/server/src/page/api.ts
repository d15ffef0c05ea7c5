import type { Attention, FoundPage } from '../inference/jobs';

/** The server refused a request: its problem document in words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The gallery, as `/api/gallery` describes it. */
export interface GallerySummary {
  readonly items: number;
  /** 0 in a gallery of images. */
  readonly scenes: number;
  readonly model: string;
  readonly backbone: string;
  readonly thumbnail: number;
  readonly limits: { readonly uploadBytes: number; readonly uploadPixels: number; readonly results: number };
}

/** A scene, as `/api/scenes` describes it. */
export interface SceneSummary {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** Null where it has no place on the earth that is known. */
  readonly extent: object | null;
}

/** Values of an address; those that are undefined or false are left out. */
export type Parameters = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A request is sent again where the server is busy, at most this often. */
const TRIES = 4;

/** Asks the server; all addresses are relative to the page. */
async function ask(path: string, parameters: Parameters, init: RequestInit = {}): Promise<Response> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === false) continue;
    for (const one of typeof value === 'object' ? value : [value]) query.append(name, String(one));
  }
  const address = query.size > 0 ? `${path}?${query}` : path;
  for (let tries = 1; ; tries++) {
    const response = await fetch(address, init);
    if (response.ok) return response;
    if (response.status !== 429 || tries === TRIES) throw await errorOf(response);
    await pause(1000 * Number(response.headers.get('retry-after') ?? 1), init.signal);
  }
}

export const searchByText = async (parameters: Parameters, signal: AbortSignal): Promise<FoundPage> =>
  (await ask('api/search', parameters, { signal })).json();

export const searchByItems = async (parameters: Parameters, signal: AbortSignal): Promise<FoundPage> =>
  (await ask('api/similar', parameters, { signal })).json();

export const searchByImage = async (file: Blob, parameters: Parameters, signal: AbortSignal): Promise<FoundPage> =>
  (
    await ask('api/search', parameters, {
      ...{ method: 'POST', body: file, signal },
      headers: { 'content-type': file.type.startsWith('image/') ? file.type : 'application/octet-stream' },
    })
  ).json();

/** Null for a model without attention. */
export async function attentionOf(
  text: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Attention | null> {
  try {
    return await (await ask('api/attention', { text, id: ids }, { signal })).json();
  } catch (error) {
    if (error instanceof ApiError && error.code === 'RS_SAM_NO_ATTENTION') return null;
    throw error;
  }
}

export const readGallery = async (): Promise<GallerySummary> => (await ask('api/gallery', {})).json();

export const openSession = (token: string): Promise<Response> => ask('api/session', {}, jsonBody({ token }));

/** A selection as a file. */
export const exportItems = async (format: 'csv' | 'geojson', items: readonly object[]): Promise<Blob> =>
  (await ask('api/export', {}, jsonBody({ format, items }))).blob();

export const readScene = async (file: string): Promise<SceneSummary> =>
  (await ask(`api/scenes/${encodeURIComponent(file)}`, {})).json();

export const overviewOf = (file: string): string => `api/scenes/${encodeURIComponent(file)}/overview`;

export const thumbnailOf = (id: string): string => `api/items/${encodeURIComponent(id)}/thumbnail`;

const jsonBody = (value: object): RequestInit => ({
  ...{ method: 'POST', body: JSON.stringify(value) },
  headers: { 'content-type': 'application/json' },
});

async function errorOf(response: Response): Promise<ApiError> {
  const problem = await response.json().catch(() => ({}));
  const { code = 'RS_SAM_SERVER', detail = `The server answers ${response.status}.` } = problem;
  return new ApiError(response.status, code, detail);
}

function pause(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
