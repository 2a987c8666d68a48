import {
  type KeptDomain,
  readDomains,
  recordDomainLook,
  recordToldDomains,
} from '../database/claude/domains.ts'
import { readActivitiesOfType } from '../database/claude/activities.ts'
import type { Store } from '../database/store.ts'
import { learntValue, type WantedTxt } from '../domains/judge-txt.ts'
import { lookUpTxt } from '../domains/look-up-txt.ts'
import type { TxtResolver } from '../domains/resolvers.ts'
import { txtWords } from '../domains/txt-words.ts'
import { textOf } from '../enforcement/claude/activity.ts'

/** What the record begins with, of which Claude shows the rest: support.claude.com, 13132885. */
export const recordPrefix = 'anthropic-domain-verification-'

const dayMs = 24 * 60 * 60_000
/** What is not right is looked at again sooner, so that people see it when they have put it right. */
const hourMs = 60 * 60_000

export interface DomainLooking {
  readonly store: Store
  readonly resolvers: readonly TxtResolver[]
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** The record that a domain has to have. */
export const wantedRecord = ({ domain, record }: Pick<KeptDomain, 'domain' | 'record'>): WantedTxt => ({
  domain,
  name: domain,
  prefix: recordPrefix,
  value: record ?? undefined,
})

/** Follows which domains Claude has verified, and looks for the records of those that are due. @returns whether it looked */
export async function lookAtDomains(
  tenant: string,
  { store, resolvers, now, signal }: DomainLooking,
): Promise<boolean> {
  const told = await toldDomains(store, tenant)
  await store.transact((unit) => recordToldDomains(unit, tenant, told))
  const due = (await readDomains(store, tenant)).filter((one) => isDue(one, now()))
  for (const one of due) {
    signal.throwIfAborted()
    const wanted = wantedRecord(one)
    const { standing, misplaced } = await lookUpTxt(resolvers, wanted, { before: one.standing, now: now() })
    const record = one.record ?? learntValue(wanted, standing) ?? null
    await store.transact((unit) =>
      recordDomainLook(
        unit,
        tenant,
        one.domain,
        { standing, ...txtWords(wanted, standing, misplaced), record },
        now(),
      ),
    )
  }
  return due.length > 0
}

function isDue({ lookedAt, standing }: KeptDomain, now: Date): boolean {
  if (lookedAt === null) return true
  return now.getTime() - lookedAt.getTime() >= (standing?.state === 'found' ? dayMs : hourMs)
}

/** The last that the feed tells of each domain. */
async function toldDomains(store: Store, tenant: string): Promise<Parameters<typeof recordToldDomains>[2]> {
  const told = [
    ...(await readActivitiesOfType(store, tenant, 'org_domain_verified')),
    ...(await readActivitiesOfType(store, tenant, 'org_domain_removed')),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime())
  const last = new Map(
    told.flatMap(({ type, at, person, body }) => {
      const domain = textOf(body, 'domain')?.toLowerCase()
      return domain === undefined || !isDomain(domain)
        ? []
        : [[domain, { domain, isThere: type === 'org_domain_verified', by: person, at }] as const]
    }),
  )
  return [...last.values()]
}

/** Labels as RFC 1035 has them, at least two. */
export const isDomain = (text: string): boolean =>
  text.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(text)
