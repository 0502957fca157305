import { SoraError } from '@sora/core';
import { createHttpSora } from './http-sora.ts';
import type { SoraNode } from './sora-node.ts';

let instance: SoraNode | undefined;

/**
 * The instance behind the free functions: the server's own when this runs inside one, else one that talks to
 * SORA_URL with SORA_SERVICE_KEY.
 * @throws {SoraError} `not-configured` when neither is there
 */
export function defaultSora(): SoraNode {
  instance ??= fromEnvironment();
  return instance;
}

/** Makes this the instance behind the free functions, and answers the one before it. */
export function setDefaultSora(next: SoraNode | undefined): SoraNode | undefined {
  const before = instance;
  instance = next;
  return before;
}

/** An empty variable counts as unset, as everywhere in SORA. */
function fromEnvironment(): SoraNode {
  const { SORA_URL: url = '', SORA_SERVICE_KEY: serviceKey = '' } = process.env;
  if (url === '' || serviceKey === '') throw new SoraError('not-configured', { detail: 'SORA_URL and SORA_SERVICE_KEY are not both set.' });
  return createHttpSora({ url, serviceKey });
}
