import type { Intent } from '../intent.ts';

/** Figures that decisions are made on; the server writes them. */
export const systemMetrics = {
  name: 'system_metrics',
  holds: 'how the system is',
  service: 'cloud.firestore',
  paths: ['system_metrics/{metric}'],
  may: { get: ['admin', 'moderator'], list: ['admin', 'moderator'], create: [], update: [], delete: [] },
  harm: { get: 'high', list: 'high', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: [],
} as const satisfies Intent;
