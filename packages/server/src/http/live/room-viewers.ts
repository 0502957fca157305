import { type ChatAnnouncements, type ChatPlace, type Clock, createViewerBoard, type LiveSignal, type Random, sampleViewers, type ViewerReport, type ViewersFrame } from '@sora/core';
import { type Audience, type Audiences, tellAll } from './audiences.ts';

/** Who watches the rooms, here and on other servers. */
export interface RoomViewers {
  /** What another server, or this one, says of its viewers. */
  hear(signal: LiveSignal): void;
  /** For who has just come in; they count, also before any server was told of them. */
  seenBy(place: ChatPlace): ViewersFrame;
  /** How many follow a chat, as far as this server knows. */
  followers(place: ChatPlace): number;
  /** Tells the other servers of the viewers here, and the viewers here of all. */
  tick(): void;
}

export interface RoomViewersOptions {
  readonly server: string;
  readonly audiences: Audiences;
  readonly announcements: Pick<ChatAnnouncements, 'tell'>;
  readonly random: Random;
  readonly clock: Clock;
}

export function createRoomViewers({ server, audiences, announcements, random, clock }: RoomViewersOptions): RoomViewers {
  const board = createViewerBoard(random);
  const reportOf = ({ place, listeners }: Audience): ViewerReport => {
    const users = new Set([...listeners].map(({ userId }) => userId));
    return { server, ...place, count: users.size, sample: sampleViewers(users, random) };
  };
  const viewersOf = ({ tenant, chat }: ChatPlace) => board.viewersOf(tenant, chat, clock.nowMs());
  return {
    seenBy(place) {
      const audience = audiences.of(place);
      if (audience?.listeners.size === 1) board.put(reportOf(audience), clock.nowMs());
      return viewersOf(place);
    },
    followers: (place) => Math.max(audiences.of(place)?.listeners.size ?? 0, viewersOf(place).count),
    hear(signal) {
      if (signal.kind === 'viewers') board.put(signal.report, clock.nowMs());
    },
    tick() {
      board.sweep(clock.nowMs());
      for (const audience of audiences.all()) {
        if (!audience.isRoom) continue;
        announcements.tell({ kind: 'viewers', report: reportOf(audience) });
        void tellAll(audience, viewersOf(audience.place));
      }
    },
  };
}
