import type { ListedKey } from './claude-tenant.ts'

/** Whether a key may be used. `unproven`: some keys of the tenant may do too much, and which one is ours is not known yet. */
export type KeyJudgment =
  | { readonly may: 'yes' }
  | { readonly may: 'unproven'; readonly why: string }
  | { readonly may: 'no'; readonly why: string }

/** What keys of Claude for compliance begin with; those of its Admin API change members and keys. */
export const accessKeyPrefix = ['sk', 'ant', 'api01', ''].join('-')

const tooMuch = (scopes: readonly string[]): readonly string[] =>
  scopes.filter((scope) => !scope.startsWith('read:'))

/**
 * Judges a key by what Claude lists of all keys of the tenant: it does not say which of them calls. Pure.
 * @param own Claude's id of our key; null: not learnt yet
 */
export function judgeKey(keys: readonly ListedKey[], own: string | null): KeyJudgment {
  const active = keys.filter((key) => key.isActive)
  const ours = own === null ? undefined : keys.find(({ id }) => id === own)
  if (ours) return ofScopes(ours.scopes)
  const strong = active.filter(({ scopes }) => tooMuch(scopes).length > 0)
  if (strong.length === 0) return { may: 'yes' }
  if (strong.length === active.length) return ofScopes(strong.flatMap(({ scopes }) => scopes))
  return {
    may: 'unproven',
    why: `${strong.length} of ${active.length} keys of the tenant may do more than read. Which one this is will be known when Claude has recorded its first call.`,
  }
}

function ofScopes(scopes: readonly string[]): KeyJudgment {
  const more = [...new Set(tooMuch(scopes))]
  return more.length === 0
    ? { may: 'yes' }
    : {
        may: 'no',
        why: `The key may do more than read: ${more.join(', ')}. Whoever got hold of it could destroy what is recorded.`,
      }
}
