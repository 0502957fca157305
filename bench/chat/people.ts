/** Who is where: everybody in one hot chat, and one of them in each of many quiet ones. */
export interface People {
  readonly hotChat: string;
  readonly users: readonly string[];
  readonly quietChats: readonly string[];
}

export const people: People = {
  hotChat: 'everybody',
  users: named('user', 1_000),
  quietChats: named('chat', 10_000),
};

/** Whose a quiet chat is. */
export function ownerOf(place: number): string {
  return people.users[place % people.users.length] ?? '';
}

function named(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${word}-${String(n).padStart(5, '0')}`);
}
