/** What another's code answers, or undefined when it throws: a dying app has no time for the errors of its helpers. */
export function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
