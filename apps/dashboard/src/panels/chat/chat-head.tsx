import { Digest } from '../../ui/digest.tsx';
import { Stats } from '../../ui/figure.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import type { ChatHeadView } from './chat-head-view.ts';
import { RecountButton } from './recount-button.tsx';
import type { ChatVerdict } from './verdict-view.ts';

export function ChatHead({ view, mayRecount }: { readonly view: ChatHeadView; readonly mayRecount: boolean }) {
  const { chatId, about, lastSeq, figures, digest, logDigest, isClosed, verdict } = view;
  return (
    <section className="panel account-head" aria-label={`Chat ${chatId}`} data-chat={chatId}>
      <header><h2 className="breakable">{chatId}{isClosed && <span className="tag tone-quiet">Closed</span>}</h2><p className="quiet">{about}</p></header>
      <div className="figures">
        <p className="big-figure"><span className="caption">Last number</span><span className="value"><strong>#{lastSeq}</strong></span></p>
        <Stats stats={figures} />
        <dl className="digests">
          <Digest label="Digest" digest={digest} />
          {logDigest !== undefined && <Digest label="Digest of the entries" digest={logDigest} />}
        </dl>
      </div>
      <Verdict verdict={verdict} />
      {mayRecount && <RecountButton chatId={chatId} />}
    </section>
  );
}

function Verdict({ verdict: { tone, headline, lines } }: { readonly verdict: ChatVerdict }) {
  return (
    <div className={`banner chat-verdict tone-${tone}`} role="status" data-tone={tone}>
      <ToneIcon tone={tone} />
      <div><p><strong>{headline}</strong></p>{lines.map((line) => <p key={line} className="breakable">{line}</p>)}</div>
    </div>
  );
}
