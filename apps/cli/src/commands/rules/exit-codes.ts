/** `unreadable`: the rules do not compile, or a file is not what it should be. Build scripts tell it from a finding. */
export const exitCodes = { passes: 0, doesNotPass: 1, unreadable: 2 } as const;
