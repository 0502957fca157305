import { BigFigure, Stats } from '../../ui/figure.tsx';
import { LimitMeter } from '../../ui/meter.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { VerdictBadge } from '../../ui/verdict-badge.tsx';
import { verdictTone } from '../../ui/words.ts';
import type { KeyMetric, LayerTileView } from './layer-tile-view.ts';

export function LayerTile({ view }: { readonly view: LayerTileView }) {
  const tone = verdictTone(view.verdict);
  return (
    <article className={`tile tile-${tone}`} data-layer={view.layer}>
      <header className="tile-head">
        <h2><a href={view.href}>{view.title}</a></h2>
        <VerdictBadge verdict={view.verdict} />
      </header>
      {view.key !== undefined && <Key metric={view.key} tone={tone} />}
      <p className="reason">{view.reason}</p>
      {view.others.length > 0 && (
        <ul className="others">
          {view.others.map((other) => (
            <li key={other.label}><span>{other.label}</span><span className="value"><Sign verdict={other.verdict} />{other.value}</span></li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Key({ metric, tone }: { readonly metric: KeyMetric; readonly tone: string }) {
  return (
    <>
      <div className="figures">
        <BigFigure figure={metric.figure} caption={`${metric.title} · ${metric.figure.label}`} bound={metric.bound} />
        <Stats stats={metric.stats} />
      </div>
      {metric.meter !== undefined && <LimitMeter meter={metric.meter} tone={tone} />}
    </>
  );
}

/** Only what is not well carries a sign: a column of green ticks hides the one that matters. */
function Sign({ verdict }: { readonly verdict: LayerTileView['verdict'] }) {
  return verdict === 'degraded' || verdict === 'critical' ? <><ToneIcon tone={verdict} /><span className="unseen">{verdict} </span></> : null;
}
