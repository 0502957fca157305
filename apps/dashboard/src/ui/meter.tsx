import type { Meter } from './reading-view.ts';

/** How far a value has come towards its limit: the tick is the limit. */
export function LimitMeter({ meter, tone }: { readonly meter: Meter; readonly tone: string }) {
  return (
    <span className={`meter tone-${tone}`} role="img" aria-label={meter.label} title={meter.label}>
      <span className="meter-fill" style={{ width: `${meter.fill * 100}%` }} />
      <span className="meter-limit" style={{ left: `${meter.limitAt * 100}%` }} />
    </span>
  );
}
