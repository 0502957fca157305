import { SoraError } from '@sora/core';
import type { Settings } from '../../settings.ts';
import { needed } from './provider-errors.ts';

export type WiseSettings = Pick<Settings, 'SORA_WISE_TOKEN' | 'SORA_WISE_PROFILE_ID' | 'SORA_WISE_PUBLIC_KEY' | 'SORA_WISE_API_URL' | 'SORA_MONEY_UNITS'>;

/** Wise's API as this adapter asks it. */
export interface WiseClient {
  readonly profileId: string;
  /** @throws {SoraError} `provider-refused` (it did not happen), `provider-unavailable` (it may have), `not-set-up` */
  ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown>;
}

/** Longest wait for an answer, in milliseconds. */
const timeoutMs = 20_000;

/** @throws {SoraError} `not-set-up` */
export function wiseClient(settings: WiseSettings): WiseClient {
  const token = needed(settings.SORA_WISE_TOKEN, 'SORA_WISE_TOKEN');
  const profileId = needed(settings.SORA_WISE_PROFILE_ID, 'SORA_WISE_PROFILE_ID');
  return {
    profileId,
    async ask(method, path, body) {
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) };
      const request = { method, headers, signal: AbortSignal.timeout(timeoutMs), ...(body !== undefined && { body: JSON.stringify(body) }) };
      const { status, text } = await answerTo(new URL(path, settings.SORA_WISE_API_URL), request);
      if (status >= 200 && status < 300) return parsed(text);
      throw refusal(status, text);
    },
  };
}

async function answerTo(url: URL, request: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, request);
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw unavailable(cause);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unavailable(cause);
  }
}

function refusal(status: number, text: string): SoraError {
  if (status === 401 || status === 403) return new SoraError('not-set-up', { detail: 'Wise does not accept SORA_WISE_TOKEN for this.' });
  // Too many requests, time-outs and conflicts say nothing of the payment.
  if (status >= 500 || [408, 409, 425, 429].includes(status)) return unavailable(new Error(`Wise answered ${status}.`));
  return new SoraError('provider-refused', { detail: `Wise: ${messageIn(text) ?? `status ${status}`}` });
}

function messageIn(text: string): string | undefined {
  const message = /"message"\s*:\s*"([^"\\]{1,300})"/.exec(text)?.[1];
  return message;
}

function unavailable(cause: unknown): SoraError {
  return new SoraError('provider-unavailable', { detail: 'Wise does not answer as it should.', cause });
}
