/** What test code and its fakes use and the old virtual machine does not know. Shipped code does without: see `missing-builtins.ts`. */
type Method = (this: never, ...given: never[]) => unknown;

function add(target: object, methods: Readonly<Record<string, Method>>): void {
  Object.keys(methods).forEach((name) => {
    if (!(name in target)) Object.defineProperty(target, name, { value: methods[name], writable: true, configurable: true });
  });
}

function lastIndex(list: readonly unknown[], isRight: (item: unknown, index: number) => boolean): number {
  for (let i = list.length - 1; i >= 0; i--) if (isRight(list[i], i)) return i;
  return -1;
}

add(Array.prototype, {
  toSorted(this: unknown[], compare: (a: unknown, b: unknown) => number) { return this.slice().sort(compare); },
  toReversed(this: unknown[]) { return this.slice().reverse(); },
  at(this: unknown[], index: number) { return this[index < 0 ? this.length + index : index]; },
  findLast(this: unknown[], isRight: (item: unknown) => boolean) { return this[lastIndex(this, isRight)]; },
  findLastIndex(this: unknown[], isRight: (item: unknown) => boolean) { return lastIndex(this, isRight); },
});
add(String.prototype, {
  at(this: string, index: number) { return this.charAt(index < 0 ? this.length + index : index) || undefined; },
  isWellFormed(this: string) { return !/(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(this); },
  replaceAll(this: string, part: string | RegExp, other: string) { return typeof part === 'string' ? this.split(part).join(other) : this.replace(part, other); },
});
add(Map, {
  groupBy(items: Iterable<unknown>, keyOf: (item: unknown) => unknown) {
    const groups = new Map<unknown, unknown[]>();
    for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
    return groups;
  },
});
add(Object, { hasOwn: (object: object, name: string) => Object.prototype.hasOwnProperty.call(object, name) });

// React Native brings this one; the engine alone has none.
class Signal {
  aborted = false;
  readonly heard: (() => void)[] = [];
  addEventListener(_name: string, listener: () => void): void { this.heard.push(listener); }
  removeEventListener(): void { this.heard.length = 0; }
}
class Controller {
  readonly signal = new Signal();
  abort(): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.heard.forEach((listener) => { listener(); });
  }
}
add(globalThis, { AbortController: Controller as unknown as Method, performance: { now: () => Date.now() } as unknown as Method });
