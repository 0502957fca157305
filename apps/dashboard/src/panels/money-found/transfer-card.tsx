import { FactValue } from '../../ui/fact-value.tsx';
import type { TransferView } from './transfer-view.ts';

export function TransferCard({ view }: { readonly view: TransferView }) {
  return (
    <article className="panel transfer" data-transfer={view.key}>
      <header className="panel-head"><h2>{view.title}</h2><time className="note" dateTime={view.atIso}>{view.at}</time></header>
      {view.memo !== undefined && <p className="memo">{view.memo}</p>}
      <div className="legs">
        {view.legs.map((leg) => (
          <dl key={leg.side} className="leg pairs">
            <div><dt>{leg.side}</dt><dd><a className="text-link breakable" href={leg.account.href}>{leg.account.words}</a></dd></div>
            <div><dt>Change</dt><dd className="money">{leg.change}</dd></div>
            <div><dt>Balance after</dt><dd className="money">{leg.balance}</dd></div>
            <div><dt>Held after</dt><dd className="money">{leg.held}</dd></div>
            <div><dt>Posting</dt><dd className="money">{leg.posting}</dd></div>
          </dl>
        ))}
      </div>
      <dl className="pairs">{view.facts.map((fact) => <div key={fact.label}><dt>{fact.label}</dt><dd className="breakable"><FactValue fact={fact} /></dd></div>)}</dl>
    </article>
  );
}
