import { once } from 'node:events';
import { createServer } from 'node:net';
import { runSora } from "../../packages/server/src/testing/run-program.js";
import { freshDataFolder } from "../../packages/server/src/testing/server-process.js";
import { createTestDatabase } from "../../packages/server/src/testing/test-database.js";
/** @param environment settings beside those of every test */
export async function startSoraProcess(environment = {}) {
    const [database, folder, port] = await Promise.all([createTestDatabase(), freshDataFolder(), freePort()]);
    const startServer = () => folder.start({ DATABASE_URL: database.url, SORA_PORT: String(port), SORA_METRICS_FLUSH_MS: '200', ...environment });
    let server = await startServer();
    const { url } = server;
    const end = async (signal) => {
        await server?.end(signal);
        server = undefined;
    };
    return {
        url,
        command: async (...words) => (await runSora(words, { SORA_URL: url, SORA_DATA_DIR: folder.path })).stdout,
        sql: async (statements) => { await database.pool.query(statements); },
        start: async () => { server = await startServer(); },
        kill: () => end('SIGKILL'),
        close: async () => {
            await end('SIGINT');
            await Promise.all([database.close(), folder.clear()]);
        },
    };
}
/** A restarted server has to come back on the address that the page knows. */
async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    if (address === null || typeof address === 'string')
        throw new Error('A TCP server has an address with a port.');
    return address.port;
}
//# sourceMappingURL=sora-process.js.map