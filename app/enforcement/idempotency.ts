/** What became of a key that somebody sent before. */
export type KeyState =
  | { readonly kind: 'new' }
  | { readonly kind: 'under-way' }
  /** It was another request. */
  | { readonly kind: 'other' }
  | ({ readonly kind: 'answered' } & KeptAnswer)

export interface KeptAnswer {
  readonly status: number
  /** Its media type. */
  readonly type: string
  readonly body: string
}

/** Keys of callers, and what they were answered; kept for a day. */
export interface IdempotencyKeys {
  /** @param request a digest of it */
  readonly begin: (caller: string, key: string, request: string) => Promise<KeyState>
  readonly end: (caller: string, key: string, answer: KeptAnswer) => Promise<void>
  /** It failed here: the same may be tried again. */
  readonly forget: (caller: string, key: string) => Promise<void>
}
