import type { RefusalView } from './refusal-view.ts';

export function RefusalCard({ view }: { readonly view: RefusalView }) {
  return (
    <article className="panel transfer" data-refusal={view.key}>
      <header className="panel-head"><h2>{view.title}</h2><time className="note" dateTime={view.atIso}>{view.at}</time></header>
      <p className="memo">{view.detail}</p>
      <dl className="pairs"><div><dt>Payer</dt><dd><a className="text-link breakable" href={view.payer.href}>{view.payer.words}</a></dd></div></dl>
    </article>
  );
}
