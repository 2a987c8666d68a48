import type { Json } from '../audit/event.ts'

/** Something that happened at Claude, as its feed tells it. Kinds that nobody here knows are kept like all others. */
export interface ClaudeActivity {
  /** Claude's own: `activity_01…`. */
  readonly id: string
  readonly at: Date
  /** `claude_project_sync_source_created` */
  readonly type: string
  /** Who did it; null: nobody, or somebody whom Claude does not name. */
  readonly actor: ClaudeActor
  /** Everything that Claude sent, without addresses and browsers of people. */
  readonly body: { readonly [name: string]: Json }
}

/** By the ids that Claude gives; a kind of actor that is not known here has none. */
export interface ClaudeActor {
  readonly kind: string
  readonly userId: string | null
  readonly email: string | null
  readonly apiKeyId: string | null
}

/** A value of a body that is text, and has any. */
export function textOf(body: ClaudeActivity['body'], name: string): string | undefined {
  const value = body[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The entries of a body's list that are objects. */
export function objectsOf(
  body: ClaudeActivity['body'],
  name: string,
): readonly { readonly [name: string]: Json }[] {
  const value = body[name]
  if (!Array.isArray(value)) return []
  return value.flatMap((one: Json) => (isObject(one) ? [one] : []))
}

/** The texts in a body's list. */
export function textsOf(body: { readonly [name: string]: Json }, name: string): readonly string[] {
  const value = body[name]
  return Array.isArray(value) ? value.filter((one: Json): one is string => typeof one === 'string') : []
}

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
