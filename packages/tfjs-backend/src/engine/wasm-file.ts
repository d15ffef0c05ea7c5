import { env } from '@tensorflow/tfjs-core';

/** Why tfjs could not start its wasm engine in a browser: the `.wasm` file that it needs, and the server's answer. */
export async function explainWasmFailure(wasmPath: string | undefined): Promise<string> {
  const name = await wasmFileName();
  const url = wasmPath === undefined ? requestedUrl(name) : new URL(wasmPath + name, document.baseURI).href;
  const problem = await problemWith(url);
  return problem === undefined
    ? `tfjs's wasm engine did not start, although ${url} can be fetched. See tfjs's message on the console.`
    : `${url} could not be fetched: ${problem}. Copy the .wasm files of @tensorflow/tfjs-backend-wasm/dist to a folder that the page can ` +
        "fetch, and give its address: prepareBackend({ wasmPath: '/wasm/' }).";
}

/** The file of tfjs's three builds that this browser runs. */
async function wasmFileName(): Promise<string> {
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const threads = simd && (await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'));
  return `tfjs-backend-wasm${threads ? '-threaded' : ''}${simd ? '-simd' : ''}.wasm`;
}

/**
 * The address that tfjs fetched. Without `wasmPath` it depends on the bundler of the page, so it is read from the browser's record of
 * requests.
 */
function requestedUrl(name: string): string {
  const requests = performance.getEntriesByType('resource').map((entry) => entry.name);
  return requests.findLast((url) => url.endsWith(name)) ?? new URL(name, document.baseURI).href;
}

/** The problem with the answer for a `.wasm` file; undefined if the answer is a WebAssembly module. */
async function problemWith(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    if (!response.ok) return `the server answers ${response.status} ${response.statusText}`.trim();
    const start = new Uint8Array(await response.arrayBuffer()).subarray(0, 4);
    // "\0asm". A development server answers an unknown address with its start page.
    if (String.fromCharCode(...start) === '\0asm') return undefined;
    return `the server answers with ${response.headers.get('content-type') ?? 'a file'} that is not a WebAssembly module`;
  } catch (error) {
    return (error as Error).message;
  }
}
