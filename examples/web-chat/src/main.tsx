import { initializeStabilitySystem, interactiveCall, setupCrashRecovery } from '@sora/client';
import { createChats } from '@sora/client/chats';
import { StabilityBoundary, StabilityProvider } from '@sora/client/react';
import { createRoot } from 'react-dom/client';
import { AppContext } from './app-context.ts';
import { ChatApp } from './chat-app.tsx';
import { identityToken, readBackend } from './backend.ts';
import { networkSwitch } from './network-switch.ts';
import { SignIn } from './sign-in.tsx';
import './style.css';

const release = '1.0.0';
const userId = new URLSearchParams(location.search).get('user');
const root = createRoot(document.querySelector('#app') ?? document.body);

// One user a device in real apps; here every tab may be another one, so each gets files of their own.
const network = networkSwitch(`web-chat-${userId ?? 'nobody'}`);
const crash = setupCrashRecovery({ platform: network.platform, release });

if (userId === null) root.render(<SignIn />);
else void open(userId);

async function open(user: string): Promise<void> {
  const { url, ingestKey } = await readBackend();
  const client = await initializeStabilitySystem({ url, ingestKey, release, service: 'web-chat', metrics: { consent: 'granted' }, getIdentityToken: () => identityToken(url, user) }, network.platform);
  const chats = await createChats(client);
  crash.perform();
  root.render(
    <StabilityProvider client={client}>
      <StabilityBoundary scope="root">
        <AppContext.Provider value={{ userId: user, client, call: interactiveCall(client), chats, network }}><ChatApp /></AppContext.Provider>
      </StabilityBoundary>
    </StabilityProvider>,
  );
}
