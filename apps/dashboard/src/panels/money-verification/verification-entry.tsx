import { ToneIcon } from '../../ui/tone-icon.tsx';
import type { VerificationView } from './verification-view.ts';

/** One walk through the ledger: what it came to, and everything that was wrong. */
export function VerificationEntry({ view }: { readonly view: VerificationView }) {
  return (
    <div className="verification" data-verification={view.id} data-tone={view.tone}>
      <p className={`severity tone-${view.tone}`}><ToneIcon tone={view.tone} /><strong>{view.headline}</strong></p>
      <p className="quiet"><time dateTime={view.atIso}>{view.at}</time> ({view.ago}) · {view.facts}</p>
      {view.sums.map((sum) => <p key={sum}>{sum}</p>)}
      <ol className="problems">
        {view.problems.map((problem) => (
          <li key={problem.key}>
            <p><strong>{problem.detail}</strong></p>
            <p className="quiet breakable">{problem.place}</p>
            <p>{problem.remedy}</p>
          </li>
        ))}
      </ol>
      {view.more > 0 && <p className="quiet">{view.more} more are counted, not spelled out. <code>npm run -s sora -- verify</code> names each place.</p>}
    </div>
  );
}
