/** Single measurements in each frame. */
export const pointsPerFrame = 20;

// Each install sends some ten frames a minute at full speed, so that the quota of 60 a minute holds as it does in production.
const installs = 50_000;

/**
 * The n-th of a stream of frames, none like another: 16 distributions of one value each and 4 counters, as a phone sends
 * what it measured since the last one. Put together from text, so that the sender has time to spare.
 */
export function frameText(n: number): string {
  const install = `install-${String(n % installs).padStart(6, '0')}`;
  return `{"v":1,"install":"${install}","boot":"${install}","seq":${1 + Math.floor(n / installs)},${contents}}`;
}

const sentAtMonoMs = 600_000;
const distributions = ['FPS', 'MEMORY', 'COLD_START', 'LATENCY'];
const counters = ['CRASH', 'ERROR'];

const contents = JSON.stringify({
  sentAtMonoMs,
  dims: { service: 'app', region: 'eu-west', release: '1.4.0', platform: 'android' },
  counters: Array.from({ length: 4 }, (_, n) => ({ layer: 'MOBILE', type: counters[n % counters.length], atMonoMs: ageAt(n), count: 1, sum: n % 2 })),
  sketches: Array.from({ length: pointsPerFrame - 4 }, (_, n) => ({ layer: 'MOBILE', type: distributions[n % distributions.length], atMonoMs: ageAt(n), values: [40 + n * 1.7] })),
}).slice(1, -1);

/** Measured within the minute before it was sent. */
function ageAt(n: number): number {
  return sentAtMonoMs - 3_000 * n;
}
