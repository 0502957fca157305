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
  replaceAll(this: string, part: string | RegExp, other: string) { return typeof part === 'string' ? this.split(part).join(other) : this.replace(part, other); },
});
add(Object, { hasOwn: (object: object, name: string) => Object.prototype.hasOwnProperty.call(object, name) });
