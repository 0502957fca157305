import { createMetrics } from '../metrics/metrics.ts';
import { platform } from '../platforms/node.ts';
import { unanswered } from './scripted-transport.ts';

// An app that measures until it is killed, and loses every third answer. Prints how many measurements it has made durable.
const [, , folder = '', url = '', ingestKey = '', boot = ''] = process.argv;
const on = platform({ folder });
const { transport } = on.connect(url);
let requests = 0;
const metrics = createMetrics({
  platform: on, boot,
  transport: async (request) => {
    const answer = await transport(request);
    requests += 1;
    return requests % 3 === 0 ? unanswered : answer;
  },
}, { service: 'killed-app', ingestKey, consent: 'granted', intervalMs: 1_000 });
metrics.start();
for (let round = 1; ; round++) {
  for (let at = 0; at < 20; at++) metrics.track('ERROR', 1, 'count', { kind: `kind-${at % 4}` });
  await metrics.flush();
  process.stdout.write(`${20 * round}\n`);
  // Lets the network have its turn.
  await new Promise((resume) => { setTimeout(resume, 20); });
}
