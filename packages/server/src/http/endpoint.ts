import type { AccessRule, Principal } from '@sora/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type IdempotencyField, readIdempotencyKey } from './idempotency-key.ts';
import type { AppServices, Services } from './services.ts';

/** One call of an endpoint, after the doors: who asks, and what, already validated. */
export interface Call<Input> {
  readonly input: Input;
  /** Undefined only where the access rule lets anyone in. */
  readonly principal: Principal | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A call of an endpoint that does the same thing once, however often it is called with this key. */
export interface KeyedCall<Input> extends Call<Input> {
  readonly idempotencyKey: string;
}

type Method = 'GET' | 'POST';

/** One catalog entry per capability: its name is its path. Add a file in `endpoints/`, then run `npm run catalog`. */
export interface Endpoint<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** The function-style path, without the slash. */
  readonly name: string;
  /** Other paths for the same capability, with the slash; a parameter such as `:userId` is a field of the input. */
  readonly aliases?: readonly string[];
  readonly methods: readonly [Method, ...Method[]];
  readonly summary: string;
  readonly access: AccessRule;
  /** Where it says no, there is nothing at its paths. Default: it is there. */
  readonly isThere?: (services: AppServices) => boolean;
  /** Many phones share one address, a carrier's or a stadium's, and each comes here as a stranger: they may ask ten times as often. */
  readonly isCrowded?: true;
  /** Pages of the app may call it from their origin (SORA_APP_ORIGINS), though nobody's credential opens it. */
  readonly isForApps?: true;
  /** From the query string of a GET, from the JSON body of a POST, and from the parameters of the path. */
  readonly input: Input;
  /** Field of the body that may carry the idempotency key; an endpoint without one asks for no key. */
  readonly idempotencyField?: IdempotencyField;
  /** What a success answers as JSON; absent where the handler writes the reply itself and returns it. */
  readonly output?: Output;
  /** What it answers with where the handler writes the reply. */
  readonly produces?: string;
  /** What the JSON is that such a handler writes. */
  readonly describes?: z.ZodType;
  /** The body as bytes or parsed JSON, not checked against `input`: for protocols with their own error rules. */
  readonly rawBody?: boolean;
  readonly status?: 200 | 202 | 204;
  readonly handle: (call: Call<z.output<Input>>, services: Services) => Promise<unknown>;
}

type DeepReadonly<T> = T extends readonly (infer Each)[] ? readonly DeepReadonly<Each>[] : T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

type Common<Input extends z.ZodType> = Omit<Endpoint<Input>, 'handle' | 'output' | 'produces' | 'describes' | 'status' | 'idempotencyField'>;

/** One that answers JSON, or nothing. Keeps the types of input and output together while it is written. */
export function endpoint<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Common<Input> & {
    readonly output: Output;
    readonly status?: 200 | 202 | 204;
    readonly handle: (call: Call<z.output<Input>>, services: Services) => Promise<DeepReadonly<z.input<Output>>>;
  },
): Endpoint<Input, Output> {
  return definition;
}

/** One that answers JSON, and asks for an idempotency key: in its header, or in this field of the body. */
export function keyedEndpoint<Input extends z.ZodType, Output extends z.ZodType>({
  handle,
  ...definition
}: Common<Input> & {
  readonly output: Output;
  readonly idempotencyField: IdempotencyField;
  readonly handle: (call: KeyedCall<z.output<Input>>, services: Services) => Promise<DeepReadonly<z.input<Output>>>;
}): Endpoint<Input, Output> {
  return { ...definition, handle: async (call, services) => handle({ ...call, idempotencyKey: readIdempotencyKey(call.request, definition.idempotencyField) }, services) };
}

/** One that writes its reply itself: a stream, text, another protocol. */
export function replyingEndpoint<Input extends z.ZodType>(
  definition: Common<Input> & { readonly produces: string; readonly describes?: z.ZodType; readonly handle: (call: Call<z.output<Input>>, services: Services) => Promise<FastifyReply> },
): Endpoint<Input> {
  return definition;
}
