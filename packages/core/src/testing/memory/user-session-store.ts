import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import type { UserSession, UserSessionStore } from '../../sessions/user-session-store.ts';

export function memoryUserSessionStore(clock: Clock, tenants: ReadonlySet<string> = new Set(['main'])): UserSessionStore {
  const sessions = new Map<string, UserSession>();
  let key: Uint8Array | undefined;
  const hasExpired = ({ expiresAtMs }: UserSession) => expiresAtMs <= clock.nowMs();
  return {
    async create({ validMs, ...session }) {
      if (!tenants.has(session.tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${session.tenant}".` });
      const created = { ...session, createdAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + validMs };
      sessions.set(session.id, created);
      return created;
    },
    async find(id) {
      const session = sessions.get(id);
      return session === undefined || hasExpired(session) ? undefined : session;
    },
    end: async (tenant, id) => sessions.get(id)?.tenant === tenant && sessions.delete(id),
    async expire(limit) {
      const expired = [...sessions.values()].filter(hasExpired).slice(0, limit);
      for (const { id } of expired) sessions.delete(id);
      return expired.length;
    },
    keepKey: async (candidate) => (key ??= candidate),
  };
}
