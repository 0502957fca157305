// A backend that takes money for something once, however often it is asked to: by a phone that retries, by a queue that delivers twice,
// by itself after a crash. The service key needs the scope wallets:write, and alice a wallet with 10.00 USD in it.
//
//   SORA_URL=http://127.0.0.1:4200 SORA_SERVICE_KEY=... node --conditions=@sora/source examples/integration/spend.ts
//
// (Outside this repository, with the package built, plain `node` does.)

import { preventDoubleSpend } from '@sora/node';

const userId = 'alice';
const amount = 500; // minor units: 5.00 USD
const operationId = 'order-1042';

await preventDoubleSpend(userId, amount, operationId);

// Again, as after an answer that was lost: the money does not move a second time, and this is the transfer of the first.
const { kind, transfer } = await preventDoubleSpend(userId, amount, operationId);
console.log(`${kind}: ${transfer.amountMinor} ${transfer.unit} for ${transfer.operationId}, ${transfer.balanceAfterMinor} left.`);

// What cannot be paid is refused with a code to match on.
await preventDoubleSpend(userId, 2_000, 'order-1043').catch((error: unknown) => console.log(`refused: ${(error as { readonly code: string }).code}`));
