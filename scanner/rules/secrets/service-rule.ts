import type {
  AssignedDetector,
  Confidence,
  Detector,
  SecretRule,
  Severity,
  TokenDetector,
} from '../../engine/rule.ts'
import { type Sample, join, random } from '../../engine/sample.ts'

/** A vendor, as far as its rules share it. */
export interface Service {
  /** First part of every rule id: `github`. Lower case, no hyphen. */
  readonly id: string
  /** As the vendor writes it: `GitHub`. */
  readonly name: string
  /** Where a key is revoked and a new one made: a page, a way through menus, or a command in backquotes. */
  readonly revokeAt: string
  /** The vendor's own page about the keys' format or use. */
  readonly source: { readonly url: string; readonly checked: 'read' | 'unverified' }
}

/** What differs from one key of a service to the next. */
export interface ServiceKey {
  /** Rest of the rule id: `personal-access-token`. */
  readonly kind: string
  /** Without the service's name: `personal access token`. */
  readonly title: string
  readonly severity: Severity
  readonly confidence: Confidence
  /** Completes "Whoever has it can …": `read and change every project that its owner can`. */
  readonly allows: string
  readonly detect: readonly Detector[]
  readonly randomBits: number
  readonly check?: SecretRule['check']
  readonly normalize?: (secret: string) => string
  readonly generic?: boolean
  readonly matches: readonly Sample[]
  readonly misses: readonly Sample[]
  readonly source?: Service['source']
  /** Where it is not revoked where the service's other keys are. */
  readonly revokeAt?: string
  /** Where the usual "revoke it there, make a new one, keep it in a secret store" is not the right advice. */
  readonly fix?: string
}

/** Makes the rules of one service. */
export function rulesOf(service: Service, keys: readonly ServiceKey[]): readonly SecretRule[] {
  return keys.map(({ kind, title, allows, fix, source, revokeAt, ...rest }) => ({
    ...rest,
    id: `${service.id}-${kind}`,
    kind: 'secret',
    title: `${service.name} ${title}`,
    why: `Whoever has it can ${allows}.`,
    fix: fix ?? revokeAndReplace(revokeAt ?? service.revokeAt),
    source: source ?? service.source,
  }))
}

function revokeAndReplace(place: string): string {
  const how = place.startsWith('`')
    ? `Revoke it with ${place} and make a new one`
    : `Revoke it and make a new one ${/^(?:https?:|the |@)/.test(place) ? 'at' : 'under'} ${place}`
  return `${how}; keep the new one in a secret store or the environment, not in the repository.`
}

/** What to do about a key that soon means nothing. */
export const shortLived = (time: string): string =>
  `It expires within ${time}. Take it out of the repository, and find out how it got there: what wrote it may write the next one.`

/**
 * What is said of an id that everybody may see.
 * @param what it is the id of
 * @param secret what has to stand beside it to open anything
 */
export const publicId = (what: string, secret: string) =>
  ({
    severity: 'info',
    allows: `tell which ${what} it is; it opens nothing without the ${secret}`,
    fix: `Nothing, unless the ${secret} stands beside it.`,
  }) as const

/** A secret that is recognisable by itself; see TokenDetector. */
export const token = (
  anchors: string | readonly string[],
  pattern: RegExp,
  more: Partial<Omit<TokenDetector, 'how' | 'anchors' | 'pattern'>> = {},
): TokenDetector => ({
  how: 'token',
  anchors: typeof anchors === 'string' ? [anchors] : anchors,
  pattern,
  ...more,
})

/** A secret that is recognisable by the name it is assigned to; see AssignedDetector. */
export const assigned = (
  names: string | readonly string[],
  value: RegExp,
  name?: RegExp,
): AssignedDetector => ({
  how: 'assigned',
  names: typeof names === 'string' ? [names] : names,
  value,
  ...(name ? { name } : {}),
})

/**
 * The words that names of secrets hold. They are looked for anyway, so a rule adds no literal by them, but is asked at each:
 * for services whose names are too short, or too common, to be looked for themselves. The rule's `name` tells them apart.
 */
export const secretWords = ['secret', 'token', 'key', 'pass', 'cred'] as const

/** A token that hyphens do not join to a longer text either. */
export const standalone = { notBefore: /[A-Za-z0-9_-]/, notAfter: /[A-Za-z0-9_-]/ } as const

/** Where a format is documented, on a page that was read when the rule was written. */
export const read = (url: string) => ({ url, checked: 'read' }) as const

/** Where a format is documented or shown; the page was not read when the rule was written. */
export const unverified = (url: string) => ({ url, checked: 'unverified' }) as const

export { join, random, type Sample }
