import type { z } from 'zod';
import type { Result } from '../result.ts';

/** A call: its parameters by schema (unknown keys refused), its result by type alone. */
export interface Method<P, R> {
  readonly params: z.ZodType<P>;
  /** Type marker; never set. */
  readonly returns?: R;
}

/** Declares a method: `method<Result>()(schema)`. */
export const method =
  <R>() =>
  <P>(params: z.ZodType<P>): Method<P, R> => ({ params });

/** Type marker of an event's payload. */
export interface EventOf<T> {
  readonly payload?: T;
}
export const event = <T>(): EventOf<T> => ({});

/** Any method, where only its schema matters. */
export interface AnyMethod {
  readonly params: z.ZodType;
  readonly returns?: unknown;
}

export interface Contract {
  readonly name: string;
  readonly methods: Readonly<Record<string, AnyMethod>>;
  readonly events: Readonly<Record<string, EventOf<unknown>>>;
}

/** Keeps the literal types of a contract. */
export const defineContract = <
  M extends Record<string, AnyMethod>,
  E extends Record<string, EventOf<unknown>>,
>(contract: {
  name: string;
  methods: M;
  events: E;
}) => contract;

type ParamsOf<M> = M extends { readonly params: z.ZodType<infer P> } ? P : never;
type ResultOf<M> = M extends { readonly returns?: infer R } ? NonNullable<R> | Extract<R, null> : never;
type PayloadOf<E> = E extends { readonly payload?: infer T } ? NonNullable<T> | Extract<T, null> : never;

/** How far a long call has come: `share` 0 to 1 (null when unknown) and a text key for the stage. */
export interface Progress {
  readonly share: number | null;
  readonly stage: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What a handler gets beside its parameters. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** The service side of a contract. */
export type ApiOf<C extends Contract> = {
  readonly [K in keyof C['methods']]: (
    params: ParamsOf<C['methods'][K]>,
    call: CallContext,
  ) => Result<ResultOf<C['methods'][K]>> | Promise<Result<ResultOf<C['methods'][K]>>>;
};

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The calling side of a contract. */
export type ClientOf<C extends Contract> = {
  readonly [K in keyof C['methods']]: (
    params: ParamsOf<C['methods'][K]>,
    options?: CallOptions,
  ) => Promise<Result<ResultOf<C['methods'][K]>>>;
} & {
  readonly on: <K extends keyof C['events']>(
    name: K,
    handler: (payload: PayloadOf<C['events'][K]>) => void,
  ) => () => void;
};

export type EmitOf<C extends Contract> = <K extends keyof C['events']>(
  name: K,
  payload: PayloadOf<C['events'][K]>,
) => void;

/** Messages on the wire. */
export type Wire =
  | { readonly t: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  | { readonly t: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly t: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly t: 'event'; readonly name: string; readonly payload: unknown };
