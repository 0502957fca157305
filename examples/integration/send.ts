// A backend that measures with @sora/node. Where the server is stands in the environment:
//
//   SORA_URL=http://127.0.0.1:4200 SORA_SERVICE_KEY=... node --conditions=@sora/source examples/integration/send.ts
//
// (Outside this repository, with the package built, plain `node` does.)

import { flush, trackMetric } from '@sora/node';

await trackMetric({ layer: 'FUNCTIONS', type: 'LATENCY', service: 'my-service', value: 150, unit: 'ms', metadata: { region: 'us-central1' } });

// A long-lived backend leaves the sending to the timer. A function that freezes after its answer sends what it has first.
const { delivered, queued, dropped, problem } = await flush();
console.log(`Delivered ${delivered}, still queued ${queued}, dropped ${dropped}.`);
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
}
