import type { SessionKeeper } from '../session/session.ts';
import { metaWrites } from './outbox-boxes.ts';
import type { OutboxStore } from './open-outbox-store.ts';

/** Whose app it is now. Known without a session too: a phone that is started in a tunnel still belongs to its user. */
export interface CurrentUser {
  readonly userId: string | undefined;
  subscribe(listener: () => void): () => void;
}

/** The user of the last session, until they sign out. Where the device does not keep it, it is kept until the app is closed. */
export function rememberedUser({ journal, userId: found }: Pick<OutboxStore, 'journal' | 'userId'>, session: Pick<SessionKeeper, 'current' | 'subscribe'>): CurrentUser {
  let userId = found;
  const remember = (value: string | undefined) => {
    if (value === userId) return;
    userId = value;
    journal.change([], () => ({ writes: metaWrites({ user: value }), result: undefined })).catch(() => undefined);
  };
  if (session.current !== undefined) remember(session.current.userId);
  session.subscribe((current) => { remember(current?.userId); });
  return {
    get userId() { return userId; },
    // After the line above, so that who is told reads the new one.
    subscribe: (listener) => session.subscribe(() => { listener(); }),
  };
}
