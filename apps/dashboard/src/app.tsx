import { useEffect, useState } from 'react';
import { listenLive } from './api/live-stream.ts';
import type { Session } from './api/sora-api.ts';
import { SoraContext, useStore, type Sora } from './app/context.ts';
import { Shell } from './app/shell.tsx';
import { LoginPage } from './panels/login/login-page.tsx';

export function App({ sora }: { readonly sora: Sora }) {
  const state = useStore(sora.session.state);
  return state.kind === 'signed-in' ? <SignedIn sora={sora} who={state.session} /> : <LoginPage state={state} />;
}

function SignedIn({ sora, who }: { readonly sora: Sora; readonly who: Session }) {
  const [live] = useState(() => listenLive({ open: () => new EventSource('/streamLive'), ended: () => sora.session.lost() }));
  useEffect(() => live.close, [live]);
  return (
    <SoraContext value={{ ...sora, who, live }}>
      <Shell />
    </SoraContext>
  );
}
