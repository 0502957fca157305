import { useState, useSyncExternalStore } from 'react';
import { useApp } from './app-context.ts';
import { killServer, startServer } from './backend.ts';

/** What goes wrong on the way to work. */
export function BadDay({ onBreak }: { readonly onBreak: () => void }) {
  const { network } = useApp();
  const isCut = useSyncExternalStore(network.subscribe, () => network.isCut);
  const [isDown, setDown] = useState(false);
  const toggleServer = async () => {
    await (isDown ? startServer() : killServer());
    setDown(!isDown);
  };
  return (
    <aside aria-label="Bad day">
      <h2>Have a bad day</h2>
      <button type="button" aria-pressed={isCut} onClick={() => { network.cut(!isCut); }}>{isCut ? 'Give the network back' : 'Cut the network'}</button>
      <button type="button" aria-pressed={isDown} onClick={() => { void toggleServer(); }}>{isDown ? 'Start the server' : 'Kill the server'}</button>
      <button type="button" onClick={onBreak}>Crash this screen</button>
      <button type="button" onClick={() => { setTimeout(() => { throw new Error('Nobody caught this.'); }, 0); }}>Throw where nobody catches</button>
      <button type="button" onClick={() => { location.reload(); }}>Reload</button>
      <p>Whatever you do, what was written is kept, sent once, and in order. Other tabs see it when it arrives.</p>
    </aside>
  );
}
