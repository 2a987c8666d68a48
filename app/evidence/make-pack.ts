import { writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  readEvidencePeople,
  readEvidenceRepositories,
  readEvidenceSweeps,
} from '../database/read-evidence.ts'
import { readOrganizations, readRecord, type Selection } from '../database/read-record.ts'
import type { Scope } from '../database/scope.ts'
import { pemOf, type SigningKey } from '../database/signing-key.ts'
import type { Store } from '../database/store.ts'
import { emptyChain } from '../enforcement/audit/chain.ts'
import type { RecordLine } from '../enforcement/audit/record-line.ts'
import { keyIdOf } from '../enforcement/audit/signed-head.ts'
import { createDerivation, derivation } from '../enforcement/evidence/derive.ts'
import {
  type Manifest,
  manifestFile,
  packFormat,
  renderManifest,
  signatureFile,
  signManifest,
} from '../enforcement/evidence/manifest.ts'
import { renderPackReport } from '../enforcement/evidence/report.ts'
import type { NamedPerson, RepositoryLine, SweepLine } from '../enforcement/evidence/source.ts'
import { createFileSet } from './file-set.ts'

/** Names of the files that hold what everything else is made of. */
export const sources = {
  record: 'record.jsonl',
  repositories: 'repositories.jsonl',
  people: 'people.jsonl',
  sweeps: 'sweep-coverage.jsonl',
} as const
export const reportFile = 'index.html'

export interface PackOrder {
  readonly store: Pick<Store, 'database'>
  readonly scope: Scope
  readonly selection: Pick<Selection, 'organization'>
  readonly from: Date
  /** Exclusive. */
  readonly to: Date
  readonly sweepMinutes: number
  readonly key: SigningKey
  /** Of Gatehouse. */
  readonly version: string
  readonly now: Date
  /** That is there, and empty. */
  readonly folder: string
  /** Told of each event. */
  readonly onEvent?: (done: number) => void
}

/**
 * Makes an evidence pack in a folder: the record to the end of the period, everything that is derived from it, a report, and the
 * signed list of the files. The record is read once; what is kept of it is the state of each repository.
 */
export async function makePack(order: PackOrder): Promise<Manifest> {
  const { store, scope, selection, from, to, now, folder, key, version, sweepMinutes } = order
  const files = createFileSet(folder)
  const line = (file: string, value: unknown): void => files.write(file, `${JSON.stringify(value)}\n`)
  for (const file of Object.values(sources)) files.write(file, '')
  const period = { from: from.toISOString(), to: to.toISOString() }
  const organizations = await readOrganizations(store, scope, { ...selection, to })
  const repositories = new Map<string, RepositoryLine>()
  for (const { id } of organizations)
    for await (const one of readEvidenceRepositories(store, scope, id)) {
      repositories.set(one.id, one)
      line(sources.repositories, one)
    }
  const people = new Map<string, NamedPerson>()
  for (const one of await readEvidencePeople(
    store,
    organizations.map(({ id }) => id),
  )) {
    people.set(one.id, one)
    line(sources.people, one)
  }
  async function* sweeps(organization: string): AsyncGenerator<SweepLine> {
    for await (const one of readEvidenceSweeps(store, scope, organization, { from, to })) {
      line(sources.sweeps, one)
      yield one
    }
  }
  const derived = createDerivation({ period, sweepMinutes, people, repositories, sweeps, write: files.write })
  const ends = new Map<string, Manifest['organizations'][number]>()
  let events = 0
  for await (const one of readRecord(store, scope, { ...selection, to }, now)) {
    line(sources.record, one)
    await derived.add(one)
    noteEnd(ends, one)
    if (one.type === 'event') order.onEvent?.((events += 1))
  }
  const keyId = keyIdOf(key.publicKey)
  const about = { version, madeAt: now.toISOString(), keyId }
  files.write(reportFile, renderPackReport(derived.finish(), about))
  const manifest: Manifest = {
    format: packFormat,
    derivation,
    version,
    madeAt: now.toISOString(),
    period,
    sweepMinutes,
    organizations: [...ends.values()],
    files: [...files.close()],
    keyId,
    publicKey: pemOf(key.publicKey),
  }
  const text = renderManifest(manifest)
  writeFileSync(path.join(folder, manifestFile), text, { flag: 'wx', mode: 0o600 })
  writeFileSync(path.join(folder, signatureFile), signManifest(text, key.key), { flag: 'wx', mode: 0o600 })
  return manifest
}

/** Where the chain of each organization ends in the pack, as its lines pass by. */
export function noteEnd(ends: Map<string, Manifest['organizations'][number]>, line: RecordLine): void {
  if (line.type === 'organization')
    ends.set(line.id, { id: line.id, name: `${line.host}/${line.login}`, last: 0, hash: emptyChain.hash })
  if (line.type !== 'event') return
  const open = ends.get(line.organization)
  if (open) ends.set(line.organization, { ...open, last: line.sequence, hash: line.hash })
}
