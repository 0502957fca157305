import { useSora, useStore } from '../../app/context.ts';

const connectionWords = { connecting: 'Connecting', open: 'Live', down: 'Reconnecting' } as const;

/** Who is looking, at which server, and if the page is live. */
export function SessionCard({ help }: { readonly help: () => void }) {
  const { who, live, theme, session } = useSora();
  const { connection } = useStore(live.state);
  const shown = useStore(theme.state);
  return (
    <div className="session">
      <p className={`live live-${connection}`} role="status">{connectionWords[connection]}</p>
      <p className="who"><strong>{who.name}</strong> <span>{who.role} · {who.tenant}</span></p>
      <p className="product">SORA {who.product.version} · {who.product.region}</p>
      <div className="session-buttons">
        <button type="button" className="button small" onClick={theme.toggle}>{shown === 'dark' ? 'Light' : 'Dark'}</button>
        <button type="button" className="button small" onClick={help}>Keys</button>
        <button type="button" className="button small" onClick={() => void session.end()}>Sign out</button>
      </div>
    </div>
  );
}
