import { Stats } from '../../ui/figure.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import type { AccountHeadView } from './account-head-view.ts';
import { ReleaseAccount } from './release-account.tsx';

export function AccountHead({ view, mayRelease }: { readonly view: AccountHeadView; readonly mayRelease: boolean }) {
  const { main, figures, frozen } = view;
  return (
    <section className="panel account-head" aria-label={view.name} data-account={view.id}>
      <header><h2 className="breakable">{view.name}</h2><code className="quiet breakable">{view.id}</code></header>
      <div className="figures">
        <p className="big-figure"><span className="caption">{main.label}</span><span className="value"><strong>{main.amount.text}</strong><span className="unit"> {main.amount.unit}</span></span></p>
        <Stats stats={figures} />
      </div>
      {frozen !== undefined && (
        <div className="banner tone-degraded frozen">
          <ToneIcon tone="degraded" />
          <div><p><strong>{frozen.headline}</strong></p><p>{frozen.why}</p>{mayRelease && <ReleaseAccount id={view.id} />}</div>
        </div>
      )}
    </section>
  );
}
