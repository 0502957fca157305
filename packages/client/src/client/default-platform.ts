import { platform } from '#platform';
import type { ClientPlatform } from './stability-client.ts';

let made: ClientPlatform | undefined;

/** The device that this build is for, one for everything. */
export function defaultPlatform(): ClientPlatform {
  made ??= platform();
  return made;
}
