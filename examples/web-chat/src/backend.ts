/** Where things are, as the program behind this page says. */
export interface Backend {
  readonly url: string;
  readonly ingestKey: string;
}

/** The program behind this page: it started the server, and can end it. */
const ask = async <T>(path: string, body?: object): Promise<T> => {
  const response = await fetch(`/control/${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as T;
};

export const readBackend = () => ask<Backend>('settings');
export const killServer = () => ask('kill', {});
export const startServer = () => ask('start', {});
/** A gift of 10.00. */
export const topUp = (userId: string) => ask('credit', { userId });

/** The built-in identity provider of `--dev` vouches for whoever asks; an app asks Firebase Auth, Auth0 or its own. */
export async function identityToken(url: string, userId: string): Promise<string> {
  const response = await fetch(`${url}/v1/dev/identity`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId }) });
  return ((await response.json()) as { readonly identityToken: string }).identityToken;
}
