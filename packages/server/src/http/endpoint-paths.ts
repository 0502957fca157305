import type { Endpoint } from './endpoint.ts';

/** Every path that an endpoint answers on, its name first; parameters as Fastify writes them, `:userId`. */
export function pathsOf(endpoint: Pick<Endpoint, 'name' | 'aliases'>): readonly string[] {
  return [`/${endpoint.name}`, ...(endpoint.aliases ?? [])];
}

/** `userId` and `holdKey` of `/v1/wallets/:userId/holds/:holdKey/post`. */
export function parametersOf(path: string): readonly string[] {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name);
}

/** Which methods each path takes: a collection is read and added to on one path, by two endpoints. */
export function methodsByPath(endpoints: readonly Pick<Endpoint, 'name' | 'aliases' | 'methods'>[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, readonly string[]>();
  for (const endpoint of endpoints) {
    for (const path of pathsOf(endpoint)) methods.set(path, [...(methods.get(path) ?? []), ...endpoint.methods].toSorted());
  }
  return methods;
}
