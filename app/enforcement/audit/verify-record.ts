import { createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '../../../scanner/errors.ts'
import {
  addEvent,
  addHead,
  closeOrganization,
  lostOrganization,
  type OpenOrganization,
  openOrganization,
  type OrganizationCheck,
} from './check-organization.ts'
import type { OrganizationLine, RecordLine } from './record-line.ts'
import { keyIdOf, type SignedHead } from './signed-head.ts'

/** What the verifier has from elsewhere: without it a record is only compared with itself. */
export interface Trust {
  /** PEM. None: the keys that the record itself names. */
  readonly publicKeys: readonly string[]
  /** Heads that were kept elsewhere. */
  readonly heads: readonly SignedHead[]
  /** Only some organizations were asked for, so that others may well be missing. */
  readonly isSelection: boolean
}

export interface RecordCheck {
  readonly organizations: readonly OrganizationCheck[]
  /** Whether the record begins and ends as one that was written to its end, and is as long as it says. */
  readonly isComplete: boolean
  /** Whether keys came from the record itself, so that whoever forges it names their own. */
  readonly isSelfNamed: boolean
  /** Whether heads that were kept elsewhere were given. */
  readonly hasKeptHeads: boolean
}

/**
 * `unproven`: nothing is wrong with what was looked at, and that is not the whole, or nothing vouches for it. Never to be
 * taken for `whole`: a record of which everything was left out has no fault either.
 */
export type Verdict = 'whole' | 'unproven' | 'broken'

/** What can be said of the record as a whole. */
export function verdictOf({ organizations, isComplete }: RecordCheck): Verdict {
  if (!isComplete || organizations.some(({ fault }) => fault !== undefined)) return 'broken'
  const isProven = organizations.length > 0 && organizations.every(({ gap }) => gap === undefined)
  return isProven ? 'whole' : 'unproven'
}

/**
 * Verifies a record as it streams by, in the memory of its heads.
 * @param onEvent called for each event, for progress
 * @throws AppError `invalid-export` where a line cannot belong to anything or a key is none
 */
export async function verifyRecord(
  lines: AsyncIterable<RecordLine>,
  trust: Trust,
  onEvent: (line: OrganizationLine, done: number) => void = () => {},
): Promise<RecordCheck> {
  const keys = new Map(trust.publicKeys.map((pem) => keyEntry(pem)))
  const isSelfNamed = keys.size === 0
  const kept = byOrganization(trust.heads)
  const frame = createFrame()
  const seen = new Set<string>()
  const done: OrganizationCheck[] = []
  let open: OpenOrganization | undefined
  const finish = (): void => {
    if (open) done.push(closeOrganization(open))
    open = undefined
  }
  for await (const line of lines) {
    frame.add(line)
    if (line.type === 'key' && isSelfNamed) keys.set(...keyEntry(line.publicKey))
    if (line.type === 'organization') {
      finish()
      open = openOrganization(line)
      // The kept heads were compared with its first record; another one would pass beside them.
      if (seen.has(line.id)) open.fault = { kind: 'organization-twice', sequence: line.first }
      seen.add(line.id)
      for (const head of kept.get(line.id) ?? []) addHead(open, { head, isKept: true }, keys)
      kept.delete(line.id)
    }
    if (line.type === 'head' || line.type === 'event') {
      if (!open) throw new AppError('invalid-export', 'An event or a head stands before its organization.')
      if (line.type === 'head') addHead(open, { head: line, isKept: false }, keys)
      else {
        addEvent(open, line)
        onEvent(open.line, open.events)
      }
    }
  }
  finish()
  const lost = trust.isSelection
    ? []
    : [...kept].map(([organization, heads]) => lostOrganization(organization, heads))
  return {
    organizations: [...done, ...lost],
    isComplete: frame.isComplete(),
    isSelfNamed,
    hasKeptHeads: trust.heads.length > 0,
  }
}

/** Whether lines are one record from its first to its last, with nothing before, behind or between that was not counted. */
function createFrame() {
  let count = 0
  let events = 0
  let stated: number | undefined
  let isBroken = false
  return {
    add: (line: RecordLine): void => {
      if ((line.type === 'begin') !== (count === 0) || stated !== undefined) isBroken = true
      count += 1
      if (line.type === 'event') events += 1
      if (line.type === 'end') stated ??= line.events
    },
    isComplete: (): boolean => !isBroken && stated === events,
  }
}

function byOrganization(heads: readonly SignedHead[]): Map<string, SignedHead[]> {
  const groups = new Map<string, SignedHead[]>()
  for (const head of heads) {
    const group = groups.get(head.organization)
    if (group) group.push(head)
    else groups.set(head.organization, [head])
  }
  return groups
}

function keyEntry(pem: string): [string, KeyObject] {
  try {
    const key = createPublicKey(pem)
    return [keyIdOf(key), key]
  } catch (cause) {
    throw new AppError('invalid-export', 'A public key is not one in PEM.', { cause })
  }
}
