import type { ChatContestant, Saying } from './contestant.ts';
import { ownerOf, people } from './people.ts';

const resendShare = 0.01;
/** Messages that can still be sent again. */
const remembered = 10_000;
const text = 'Are you coming on Saturday? We meet at eight at the usual place and go on from there, the others know it.';

/** Who says something next, and where. */
export type Place = () => Pick<Saying, 'chat' | 'user'>;

/** Everybody writes into one chat. */
export const hot: Place = () => ({ chat: people.hotChat, user: pick(people.users) });

export const uniform: Place = () => {
  const place = Math.trunc(Math.random() * people.quietChats.length);
  return { chat: people.quietChats[place] ?? '', user: ownerOf(place) };
};

/** Sayings that were acknowledged, and what with. */
const acknowledged: { readonly saying: Saying; readonly seq: number; readonly by: ChatContestant }[] = [];
let numbered = 0;

/** How many messages were said for the first time. */
export const said = new Map<ChatContestant, number>();

/** One turn of a caller: something new or, once in a hundred times, what was acknowledged before. @throws {Error} when that gets another number than it had */
export async function sayOrResend(contestant: ChatContestant, place: Place): Promise<void> {
  const before = Math.random() < resendShare ? acknowledged[Math.trunc(Math.random() * acknowledged.length)] : undefined;
  if (before?.by === contestant) return await resend(contestant, before);
  const saying = { ...place(), number: (numbered += 1), text };
  const seq = await contestant.say(saying);
  said.set(contestant, (said.get(contestant) ?? 0) + 1);
  acknowledged[numbered % remembered] = { saying, seq, by: contestant };
}

async function resend(contestant: ChatContestant, { saying, seq }: { readonly saying: Saying; readonly seq: number }): Promise<void> {
  const again = await contestant.say(saying);
  if (again !== seq) throw new Error(`A message had the number ${seq}, and when it was sent again it got ${again}.`);
}

function pick(values: readonly string[]): string {
  return values[Math.trunc(Math.random() * values.length)] ?? '';
}
