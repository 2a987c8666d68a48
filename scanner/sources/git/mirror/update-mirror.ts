import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../temporary-folder.ts'
import { findGit, gitEnvironment } from '../environment.ts'
import { endGroup, finished, type GitAccess, runGit, startGit } from '../run.ts'
import { fetchEnvironment, isRemoteUrl, type Remote } from './fetch-environment.ts'
import { packsIn, prepareMirror, sizeOfMirror } from './mirror-folder.ts'
import { whyUnreachable } from './why-unreachable.ts'

export interface UpdateOptions {
  readonly defaultBranch: string | null
  /** Every ref, also those of pull requests; else branches and tags. */
  readonly refs: 'branches' | 'all'
  /** In bytes; a larger repository is given up. */
  readonly mostBytes: number
  readonly signal: AbortSignal
}

/** Why a repository is not there. `unreachable` and `interrupted` may pass by themselves. */
export type MirrorProblem = {
  readonly code: 'too-large' | 'refused' | 'unreachable' | 'interrupted' | 'bad-address'
  /** A whole sentence for people; never with a credential or with what the other side said. */
  readonly why: string
}

/** With more packs than this, looking for an object takes longer than putting them together does. */
const mostPacks = 50
const watchEvery = 250

/**
 * Brings a bare repository on this disk up to date with one elsewhere; only new objects come. What is there already may be
 * half of something, or damaged: then it is had anew. The caller holds the lock.
 * @returns undefined: it is there
 * @throws the signal's reason; AppError `git-missing`, `output-failed`
 */
export async function updateMirror(
  path: string,
  remote: Remote,
  options: UpdateOptions,
): Promise<MirrorProblem | undefined> {
  if (!isRemoteUrl(remote.url)) return badAddress
  const home = makeTemporaryFolder('gatehouse-fetch-')
  try {
    const mirror: Mirror = { path, home, binary: findGit() }
    prepareMirror(path, options.defaultBranch)
    const isNew = packsIn(path) === 0
    const problem = await fetchInto(mirror, remote, options)
    if (problem?.code === 'too-large') rmSync(path, { recursive: true, force: true })
    if (problem === undefined) await tidy(mirror, options.signal)
    if (problem?.code !== 'interrupted' || isNew || (await isSound(mirror, options.signal))) return problem
    // What is here keeps git from fetching: it begins anew.
    rmSync(path, { recursive: true, force: true })
    prepareMirror(path, options.defaultBranch)
    return await fetchInto(mirror, remote, options)
  } finally {
    removeTemporaryFolder(home)
  }
}

const badAddress: MirrorProblem = {
  code: 'bad-address',
  why: 'GitHub named an address that is not fetched from: only https is, and without credentials in it.',
}

interface Mirror {
  readonly path: string
  /** An empty folder. */
  readonly home: string
  readonly binary: string
}

async function fetchInto(
  mirror: Mirror,
  remote: Remote,
  options: UpdateOptions,
): Promise<MirrorProblem | undefined> {
  options.signal.throwIfAborted()
  const environment = fetchEnvironment(mirror.path, mirror.home, remote)
  const child = startGit(
    accessOf(mirror, environment),
    fetchCommand(remote.url, options.refs),
    {},
    { group: 'own' },
  )
  const end = (): void => endGroup(child)
  options.signal.addEventListener('abort', end, { once: true })
  let isTooLarge = false
  const watch = setInterval(() => {
    isTooLarge ||= sizeOfMirror(mirror.path) > options.mostBytes
    if (isTooLarge) end()
  }, watchEvery)
  try {
    child.stdin.end()
    const { ok } = await finished(child, () => undefined)
    options.signal.throwIfAborted()
    if (isTooLarge || sizeOfMirror(mirror.path) > options.mostBytes) return tooLarge(options.mostBytes)
    return ok ? undefined : await whyUnreachable(remote, options.signal)
  } finally {
    clearInterval(watch)
    options.signal.removeEventListener('abort', end)
  }
}

function fetchCommand(url: string, refs: UpdateOptions['refs']): readonly string[] {
  const wanted =
    refs === 'all' ? ['+refs/*:refs/*'] : ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']
  const flags =
    '--quiet --prune --no-tags --force --no-write-fetch-head --no-auto-maintenance --no-recurse-submodules'
  return ['fetch', ...flags.split(' '), '--', url, ...wanted]
}

const tooLarge = (bytes: number): MirrorProblem => ({
  code: 'too-large',
  why: `The repository is larger than ${Math.round(bytes / 1e6).toLocaleString('en-US')} MB, the most that is fetched.`,
})

const accessOf = ({ binary, home }: Mirror, environment: Record<string, string>): GitAccess => ({
  binary,
  version: [2, 31],
  environment,
  directory: home,
})

/** Whether everything that refs reach is there. */
async function isSound(mirror: Mirror, signal: AbortSignal): Promise<boolean> {
  const local = accessOf(mirror, gitEnvironment(mirror.path, mirror.home))
  const command = ['fsck', '--connectivity-only', '--no-dangling', '--no-progress']
  const { ok } = await runGit(local, command, { signal })
  return ok
}

/** Puts packs together; what no ref reaches any more goes. Where that fails all is there as before, in many packs. */
async function tidy(mirror: Mirror, signal: AbortSignal): Promise<void> {
  if (packsIn(mirror.path) <= mostPacks) return
  const local = accessOf(mirror, gitEnvironment(mirror.path, mirror.home))
  mkdirSync(join(mirror.path, 'objects', 'pack'), { recursive: true })
  await runGit(local, ['repack', '-a', '-d', '-q'], { signal })
}
