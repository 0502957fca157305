import { ask, type Answer } from './ask.ts';

/** In a body, since an address lands in the logs of proxies, with whom it is about. */
export function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer<T>> {
  return ask(path, { method: 'POST', body, ...(signal === undefined ? {} : { signal }) });
}
