import { useSora, useStore } from '../../app/context.ts';
import { useNow } from '../../app/use-now.ts';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { statusBannerView } from './status-banner-view.ts';

export function StatusBanner() {
  const view = statusBannerView(useStore(useSora().live.state), useNow());
  return (
    <div role="status">
      {view !== undefined && <p className={`banner tone-${view.tone}`}><ToneIcon tone={view.tone} /><span><strong>{view.headline}</strong> {view.detail}</span></p>}
    </div>
  );
}
