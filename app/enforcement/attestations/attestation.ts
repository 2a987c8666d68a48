import type { AttestableSetting } from './settings.ts'

/** What somebody says of something that nobody can read. */
export type AttestedValue =
  | { readonly kind: 'choice'; readonly answer: string }
  /** Numeric ids of the repositories of another App's installation. */
  | { readonly kind: 'repositories'; readonly ids: readonly number[] }
  /** What an App may do, and that this is accepted. */
  | { readonly kind: 'permissions'; readonly permissions: Readonly<Record<string, string>> }

/** What an owner stated, and until when it counts. */
export interface Attestation {
  readonly setting: AttestableSetting['id']
  /** The installation's id, where it is about one; else ''. */
  readonly subject: string
  readonly value: AttestedValue
  /** Opaque person id. */
  readonly by: string
  /** ISO 8601 */
  readonly at: string
  /** ISO 8601: at this instant it counts no more. */
  readonly until: string
  /** What it rests on: a screenshot's address, a ticket. */
  readonly evidence: string
  /** Why GitHub was not asked whether they are an owner, or could not say; missing: GitHub said that they are. */
  readonly unverified?: string
}

const dayLength = 24 * 60 * 60 * 1000

/** Settings change without a trace, so what is said of them is soon old. */
export const longestAttestation = 90

/** Whether it counts at an instant. A date that cannot be read makes it false. */
export const isInForce = ({ at, until }: Attestation, now: Date): boolean =>
  Date.parse(at) <= now.getTime() && now.getTime() < Date.parse(until)

/** The instant at which a statement of today ends. @param days at most `longestAttestation` */
export const endOfAttestation = (at: Date, days: number): string =>
  new Date(at.getTime() + Math.min(days, longestAttestation) * dayLength).toISOString()

/** Of several statements about the same thing, the last one: it takes the place of those before it. */
export function latestAttestations(attestations: readonly Attestation[]): readonly Attestation[] {
  const latest = new Map<string, Attestation>()
  for (const one of attestations) {
    const key = `${one.setting} ${one.subject}`
    const before = latest.get(key)
    if (before === undefined || Date.parse(before.at) <= Date.parse(one.at)) latest.set(key, one)
  }
  return [...latest.values()]
}
