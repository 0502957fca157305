/** The only tenant of a simulated world. */
export const tenant = 'main';
