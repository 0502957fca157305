import { startIdentityProvider } from '../../packages/server/src/testing/identity-provider.ts';
import { type SoraProcess, startSoraProcess } from './sora-process.ts';

/** A server for the users of an app, with an identity provider on this machine that knows everybody. */
export interface AppServer extends SoraProcess {
  /** What a real provider would give to the app of this user. */
  identityToken(userId: string): Promise<string>;
  /** Asks as the app's backend; answers the JSON. @throws {Error} when it is refused */
  backend<T>(path: string, body?: object, key?: string): Promise<T>;
  readonly ingestKey: string;
}

export async function startAppServer(environment: Readonly<Record<string, string>> = {}): Promise<AppServer> {
  const provider = await startIdentityProvider();
  const sora = await startSoraProcess({ ...provider.environment, ...environment });
  const token = async (...words: readonly string[]) => (JSON.parse(await sora.command('token', 'create', ...words, '--json')) as { readonly token: string }).token;
  const serviceKey = await token('backend', '--service', '--scopes', 'metrics:write,wallets:read,wallets:write,wallets:credit,chats:read,chats:write');
  return {
    ...sora,
    ingestKey: await token('phones', '--ingest'),
    identityToken: (userId) => provider.token(userId),
    async backend<T>(path: string, body?: object, key?: string) {
      const headers = { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
      const response = await fetch(new URL(path, sora.url), { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json().catch(() => ({}))) as T;
    },
    async close() {
      await sora.close();
      await provider[Symbol.asyncDispose]();
    },
  };
}
