import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { AppError } from '../../scanner/errors.ts'
import { parseRecord, type RecordLine } from '../enforcement/audit/record-line.ts'
import { faultWords } from '../enforcement/audit/record-fault.ts'
import type { SignedHead } from '../enforcement/audit/signed-head.ts'
import { type RecordCheck, verifyRecord } from '../enforcement/audit/verify-record.ts'
import { createDerivation, derivation } from '../enforcement/evidence/derive.ts'
import {
  type Manifest,
  manifestFile,
  parseManifest,
  signatureFile,
  signerOf,
} from '../enforcement/evidence/manifest.ts'
import { renderPackReport } from '../enforcement/evidence/report.ts'
import { personLine, repositoryLine, sweepLine, type SweepLine } from '../enforcement/evidence/source.ts'
import { createFileSet } from './file-set.ts'
import { noteEnd, reportFile, sources } from './make-pack.ts'

export interface PackCheck {
  readonly manifest: Manifest
  /** The key that signed it; undefined: none that is trusted. */
  readonly signedBy: string | undefined
  /** No key from elsewhere was given: the pack vouches for itself. */
  readonly isSelfNamed: boolean
  /** What is wrong, in sentences. */
  readonly faults: readonly string[]
  /** Whether the files were made again from the record and compared; false: another version's way of making them is not known here. */
  readonly isDerivedAgain: boolean
  readonly events: number
}

export interface PackTrust {
  /** PEM; none: the key that the pack names. */
  readonly publicKeys: readonly string[]
  /** Heads that were kept elsewhere: of `audit heads`, or of anchors. */
  readonly heads: readonly SignedHead[]
}

/**
 * Verifies a pack in its folder, without network and database: signature, files, chain and heads, and that everything in it follows
 * from its record.
 * @throws AppError `invalid-evidence` where it is none
 */
export async function verifyPack(folder: string, trust: PackTrust): Promise<PackCheck> {
  const bytes = readPart(folder, manifestFile)
  const manifest = parseManifest(bytes.toString('utf8'))
  if (!manifest)
    throw new AppError('invalid-evidence', 'Its manifest is not of a form that this version knows.')
  const isSelfNamed = trust.publicKeys.length === 0
  const keys = isSelfNamed ? [manifest.publicKey] : trust.publicKeys
  const signedBy = signerOf(bytes, readPart(folder, signatureFile), keys)
  const faults: string[] = []
  if (signedBy === undefined)
    faults.push(
      'The manifest is not signed by a trusted key: it was changed, or made by somebody else; or the key was changed, and an older one has to be given too.',
    )
  faults.push(...(await fileFaults(folder, manifest)))
  // Where a file is another one, what follows from it says nothing.
  if (faults.length > 0) return { manifest, signedBy, isSelfNamed, faults, isDerivedAgain: false, events: 0 }
  const again = await deriveAgain(folder, manifest, trust)
  return { manifest, signedBy, isSelfNamed, ...again }
}

function readPart(folder: string, name: string): Buffer {
  const file = path.join(folder, name)
  if (!existsSync(file) || statSync(file).size > 1_000_000)
    throw new AppError('invalid-evidence', `There is no ${name} in it.`)
  return readFileSync(file)
}

async function fileFaults(folder: string, { files }: Manifest): Promise<readonly string[]> {
  const faults: string[] = []
  const listed = new Set([manifestFile, signatureFile, ...files.map(({ name }) => name)])
  for (const name of readdirSync(folder))
    if (!listed.has(name)) faults.push(`${name} is in the pack, and its manifest does not know it.`)
  for (const { name, sha256 } of files) {
    const file = path.join(folder, name)
    if (!existsSync(file)) faults.push(`${name} is missing.`)
    else if ((await digestOf(file)) !== sha256)
      faults.push(`${name} is not the file whose SHA-256 was signed: it was changed.`)
  }
  return faults
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece)
  return hash.digest('hex')
}

async function deriveAgain(
  folder: string,
  manifest: Manifest,
  { publicKeys, heads }: PackTrust,
): Promise<Pick<PackCheck, 'faults' | 'isDerivedAgain' | 'events'>> {
  const isDerivedAgain = manifest.derivation === derivation
  const files = createFileSet(undefined)
  const repositories = await mapOf(folder, sources.repositories, repositoryLine)
  const people = await mapOf(folder, sources.people, personLine)
  async function* sweeps(organization: string): AsyncGenerator<SweepLine> {
    for await (const one of valuesOf(folder, sources.sweeps, sweepLine))
      if (one.organization === organization) yield one
  }
  const { period, sweepMinutes } = manifest
  const derived = createDerivation({ period, sweepMinutes, people, repositories, sweeps, write: files.write })
  const ends = new Map<string, Manifest['organizations'][number]>()
  let events = 0
  async function* read(): AsyncGenerator<RecordLine> {
    for await (const line of parseRecord(linesOf(folder, sources.record), sources.record)) {
      if (isDerivedAgain) await derived.add(line)
      noteEnd(ends, line)
      if (line.type === 'event') events += 1
      yield line
    }
  }
  const isMeant = ({ organization }: SignedHead): boolean =>
    manifest.organizations.some(({ id }) => id === organization)
  const check = await verifyRecord(read(), { publicKeys, heads: heads.filter(isMeant), isSelection: true })
  const faults = [...recordFaults(check), ...endFaults(ends, manifest)]
  if (isDerivedAgain && faults.length === 0) {
    const { version, madeAt, keyId } = manifest
    files.write(reportFile, renderPackReport(derived.finish(), { version, madeAt, keyId }))
    const made = new Map(files.close().map(({ name, sha256 }) => [name, sha256]))
    const given: ReadonlySet<string> = new Set(Object.values(sources))
    for (const { name, sha256 } of manifest.files)
      if (!given.has(name) && made.get(name) !== sha256)
        faults.push(`${name} does not say what the record in the pack says.`)
    for (const name of made.keys())
      if (!manifest.files.some((one) => one.name === name))
        faults.push(`${name} follows from the record, and is not in the pack.`)
  }
  return { faults, isDerivedAgain, events }
}

function recordFaults({ organizations, isComplete }: RecordCheck): string[] {
  const faults = organizations.flatMap(({ line, organization, fault }) =>
    fault
      ? [
          `${line ? `${line.host}/${line.login}` : `organization ${organization}`}: ${faultWords[fault.kind].found(fault.sequence)}. ${faultWords[fault.kind].means}`,
        ]
      : [],
  )
  return isComplete ? faults : [...faults, 'The record does not begin and end as one.']
}

const endFaults = (
  ends: ReadonlyMap<string, Manifest['organizations'][number]>,
  { organizations }: Manifest,
): readonly string[] =>
  organizations.length === ends.size &&
  organizations.every(({ id, last, hash }) => ends.get(id)?.last === last && ends.get(id)?.hash === hash)
    ? []
    : ['The record in the pack does not end where its manifest says.']

async function mapOf<Line extends { readonly id: string }>(
  folder: string,
  name: string,
  schema: z.ZodType<Line>,
): Promise<ReadonlyMap<string, Line>> {
  const found = new Map<string, Line>()
  for await (const one of valuesOf(folder, name, schema)) found.set(one.id, one)
  return found
}

async function* valuesOf<Line>(folder: string, name: string, schema: z.ZodType<Line>): AsyncGenerator<Line> {
  for await (const line of linesOf(folder, name)) {
    const parsed = schema.safeParse(valueOf(line))
    if (!parsed.success) throw new AppError('invalid-evidence', `A line of ${name} is not of its form.`)
    yield parsed.data
  }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is no line; the caller says where.
    return undefined
  }
}

/** Only `\n` ends a line: Node's readline also ends one at U+2028, which JSON holds as it is. */
async function* linesOf(folder: string, name: string): AsyncGenerator<string> {
  let waiting = ''
  const input: AsyncIterable<string> = createReadStream(path.join(folder, name), 'utf8')
  for await (const piece of input) {
    const lines = piece.split('\n')
    lines[0] = waiting + lines[0]!
    waiting = lines.pop()!
    yield* lines
  }
  if (waiting !== '') yield waiting
}
