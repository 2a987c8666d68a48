import type { App, Credential } from '../world/entities.ts'

/** Who is calling. */
export type Actor =
  | { readonly kind: 'anonymous' }
  /** An App itself, by a token that it signed. */
  | { readonly kind: 'app'; readonly app: App }
  /** An App by its client id and secret. */
  | { readonly kind: 'client'; readonly app: App }
  | Exclude<Credential, { readonly kind: 'refresh' }>

export type ActorKind = Actor['kind']

/** Tokens that come from an App and need no person's rights. */
export const isAppToken = (actor: Actor): actor is Extract<Actor, { kind: 'installation' | 'actions' }> =>
  actor.kind === 'installation' || actor.kind === 'actions'

/** The person whose rights a token has, if it has a person's. */
export const personOf = (actor: Actor): number | undefined => ('userId' in actor ? actor.userId : undefined)
