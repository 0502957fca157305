// A backend with one paid action, in thirty lines: unlocking a picture costs 2.50. However often a phone sends the same order, and whatever
// crashes in between, it is paid once. The service key needs the scope wallets:write.
//
//   SORA_URL=http://127.0.0.1:4200 SORA_SERVICE_KEY=... node --conditions=@sora/source examples/express-wallet/server.ts
//
// Your own middleware must say who asks; here a header does, so do not put this on the internet.

import { preventDoubleSpend } from '@sora/node';
import express, { type ErrorRequestHandler } from 'express';

const priceMinor = 250;
const statuses: Readonly<Record<string, number>> = { SORA_INSUFFICIENT_FUNDS: 402, SORA_KEY_REUSED: 409, SORA_UNKNOWN_ACCOUNT: 404 };

const app = express();

app.post('/pictures/:pictureId/unlock', async (request, response) => {
  const { pictureId } = request.params;
  const userId = request.get('x-user-id') ?? '';
  const { kind, transfer } = await preventDoubleSpend(userId, priceMinor, `unlock-${pictureId}-${userId}`);
  response.json({ unlocked: pictureId, paid: kind, balanceMinor: String(transfer.balanceAfterMinor) });
});

const answerRefusals: ErrorRequestHandler = (error: { readonly code?: string; readonly message: string }, _request, response, _next) => {
  response.status(statuses[error.code ?? ''] ?? 503).json({ code: error.code, message: error.message });
};
app.use(answerRefusals);

const server = app.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1', () => {
  const address = server.address();
  console.log(`Listening on http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}`);
});
