/** What the program behind this page has made on the server. */
export const rooms = [
  { chatId: 'lobby', kind: 'group', title: 'Lobby', about: 'free', price: undefined },
  { chatId: 'ask-me', kind: 'group', title: 'Ask Carol', about: 'each message costs 0.50', price: '50' },
  { chatId: 'live-room', kind: 'room', title: 'Live room', about: 'open to everybody', price: undefined },
] as const;

export const people = ['alice', 'bob', 'carol'] as const;
/** Whom paid messages are paid to. */
export const creator = 'carol';
