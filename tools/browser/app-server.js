import { startIdentityProvider } from "../../packages/server/src/testing/identity-provider.js";
import { startSoraProcess } from "./sora-process.js";
export async function startAppServer(environment = {}) {
    const provider = await startIdentityProvider();
    const sora = await startSoraProcess({ ...provider.environment, ...environment });
    const token = async (...words) => JSON.parse(await sora.command('token', 'create', ...words, '--json')).token;
    const serviceKey = await token('backend', '--service', '--scopes', 'metrics:write,wallets:read,wallets:write,wallets:credit,chats:read,chats:write');
    return {
        ...sora,
        ingestKey: await token('phones', '--ingest'),
        identityToken: (userId) => provider.token(userId),
        async backend(path, body, key) {
            const headers = { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
            const response = await fetch(new URL(path, sora.url), { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
            if (!response.ok)
                throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
            return (await response.json().catch(() => ({})));
        },
        async close() {
            await sora.close();
            await provider[Symbol.asyncDispose]();
        },
    };
}
//# sourceMappingURL=app-server.js.map