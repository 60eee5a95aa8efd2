/** @typedef {{ method: string, headers: Record<string, string>, body?: XMLHttpRequestBodyInit, signal: AbortSignal }} Request */

/**
 * Sends requests as `fetch` does, with `progress`.
 * @param {(part: number) => void} progress is told how much of the body has gone up, from 0 to 1
 */
export function sendingWith(progress) {
  return (/** @type {string} */ address, /** @type {Request} */ request) => fetchWithProgress(address, { ...request, progress });
}

/**
 * Sends a request as `fetch` does, and tells how much of the body has gone up, from 0 to 1. `fetch` itself cannot tell it.
 * The answer is text.
 * @param {string} address
 * @param {Request & { progress: (part: number) => void }} request
 * @returns {Promise<Response>}
 */
function fetchWithProgress(address, { method, headers, body, signal, progress }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new TypeError("The request has failed."));
    request.open(method, address);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) {
        progress(loaded / total);
      }
    });
    request.addEventListener("load", () => {
      resolve(new Response(request.responseText || null, { status: request.status, headers: headersOf(request.getAllResponseHeaders()) }));
    });
    request.addEventListener("error", fail);
    request.addEventListener("abort", fail);
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) {
      fail();
    } else {
      request.send(body);
    }
  });
}

/**
 * @param {string} lines the headers as XMLHttpRequest gives them
 * @returns {[string, string][]}
 */
function headersOf(lines) {
  return lines.split("\r\n").filter(line => line.includes(":")).map(line => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
}
