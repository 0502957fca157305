import type { Tone } from './words.ts';

/** A shape for each tone, so that colour is never the only sign. */
const shapes: Readonly<Record<Tone, string>> = {
  healthy: 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5.2 8.2l2 2l3.7-4.2',
  degraded: 'M8 2.2L14.4 13.4H1.6ZM8 6.4v3.2M8 11.6v.1',
  critical: 'M5.3 1.75h5.4l3.55 3.55v5.4l-3.55 3.55H5.3L1.75 10.7V5.3ZM5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2',
  quiet: '',
  info: 'M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M8 7.4v3.6M8 4.9v.1',
};

export function ToneIcon({ tone }: { readonly tone: Tone }) {
  return (
    <svg className={`tone-icon tone-${tone}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {tone === 'quiet' && <circle cx="8" cy="8" r="6.25" strokeDasharray="2.6 2.3" />}
      <path d={shapes[tone]} />
    </svg>
  );
}
