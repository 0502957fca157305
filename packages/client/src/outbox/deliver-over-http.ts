import type { Transport } from '../ports/transport.ts';
import type { SessionKeeper } from '../session/session.ts';
import { deliveryRequest } from './delivery-request.ts';
import type { Deliver } from './delivery.ts';
import { judgeDelivery } from './judge-delivery.ts';

/** Sends items in their own user's session, whoever is signed in by now. */
export function deliverOverHttp(transport: Transport, session: Pick<SessionKeeper, 'current'>): Deliver {
  return async (item) => {
    const { current } = session;
    if (current?.userId !== item.userId) return { kind: 'unauthenticated' };
    return judgeDelivery(item, await transport(deliveryRequest(item, current.token)));
  };
}
