import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChatPlace } from '@sora/core';
import type { LiveSocket } from './live-socket.ts';
import { wireFrame } from './wire-frame.ts';

/** Someone who follows a chat on this server. */
export interface Listener {
  readonly userId: string;
  readonly socket: Pick<LiveSocket, 'write'>;
  /** It takes nothing for now: what is live only passes it by. */
  readonly isBlocked: boolean;
}

export interface Audience {
  readonly place: ChatPlace;
  readonly isRoom: boolean;
  readonly listeners: ReadonlySet<Listener>;
}

/** Who follows which chat on this server. */
export interface Audiences {
  /** @returns how to leave */
  enter(place: ChatPlace, listener: Listener, isRoom: boolean): () => void;
  of(place: ChatPlace): Audience | undefined;
  all(): Iterable<Audience>;
}

export function createAudiences(): Audiences {
  const audiences = new Map<string, Audience & { readonly listeners: Set<Listener> }>();
  return {
    enter(place, listener, isRoom) {
      const key = keyOf(place);
      const audience = audiences.get(key) ?? { place, isRoom, listeners: new Set<Listener>() };
      audience.listeners.add(listener);
      audiences.set(key, audience);
      return () => {
        audience.listeners.delete(listener);
        if (audience.listeners.size === 0 && audiences.get(key) === audience) audiences.delete(key);
      };
    },
    of: (place) => audiences.get(keyOf(place)),
    all: () => audiences.values(),
  };
}

/** Between so many listeners, others on this server have their turn. */
const sliceListeners = 500;

/** To all of them that take it: once made into bytes, however many they are. Two frames reach each of them in the order of the calls. */
export async function tellAll({ listeners }: Audience, frame: object): Promise<void> {
  const bytes = wireFrame(JSON.stringify(frame));
  let told = 0;
  for (const { socket, isBlocked } of listeners) {
    if (!isBlocked) socket.write(bytes);
    told += 1;
    if (told % sliceListeners === 0) await nextTurn();
  }
}

function keyOf({ tenant, chat }: ChatPlace): string {
  return `${tenant}/${chat}`;
}
