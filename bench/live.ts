import { roomRows } from './live/room.ts';
import type { Section } from './section.ts';

/** Rooms over real sockets. */
export const liveSections: readonly Section[] = [{ name: 'room', rows: roomRows }];
