import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../scanner/errors.ts'

const run = promisify(execFile)
/** A push to a repository that does not answer must not hold up the next one. */
const longestMs = 60_000

export interface GitAnchoring {
  /** An address or a path that git pushes to. */
  readonly repository: string
  /** A private SSH key that signs the tag, and by which git comes in where the address is one of SSH. */
  readonly keyFile: string
}

export interface Anchor {
  /** `gatehouse-audit-2026-11-28` */
  readonly tag: string
  /** `already`: another process was first, or this day had its anchor. */
  readonly outcome: 'made' | 'already'
}

/** In the commit that the tag points at: what `gatehouse audit verify --heads` reads. */
export const anchoredFile = 'audit-heads.jsonl'

/**
 * Puts the newest heads into a repository, as a tag of the day that is signed by an SSH key. A tag that is there is never moved: who
 * could move it there could as well have rewritten what it vouches for.
 * @param lines heads and public keys, as `gatehouse audit heads` prints them
 * @throws AppError `anchor-failed`
 */
export async function anchorInGit(
  { repository, keyFile }: GitAnchoring,
  lines: readonly string[],
  now: Date,
): Promise<Anchor> {
  const day = now.toISOString().slice(0, 10)
  const tag = `gatehouse-audit-${day}`
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-anchor-'))
  const git = (...args: readonly string[]): Promise<string> => runGit(folder, keyFile, args)
  try {
    if (await isThere(git, repository, tag)) return { tag, outcome: 'already' }
    await git('init', '--quiet', '--bare', '.')
    writeFileSync(path.join(folder, anchoredFile), lines.join(''))
    const blob = await git('hash-object', '-w', anchoredFile)
    await git('update-index', '--add', '--cacheinfo', `100644,${blob},${anchoredFile}`)
    const tree = await git('write-tree')
    const commit = await git('commit-tree', tree, '-m', `Heads of the audit log on ${day}`)
    await git('tag', '--sign', tag, commit, '--message', `Heads of the audit log on ${day}`)
    try {
      await git('push', '--quiet', repository, `refs/tags/${tag}`)
    } catch (error) {
      if (await isThere(git, repository, tag)) return { tag, outcome: 'already' }
      throw error
    }
    return { tag, outcome: 'made' }
  } catch (cause) {
    throw new AppError('anchor-failed', `The heads could not be anchored in git: ${reasonOf(cause)}`, {
      cause,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const isThere = async (
  git: (...args: readonly string[]) => Promise<string>,
  repository: string,
  tag: string,
): Promise<boolean> => (await git('ls-remote', '--tags', repository, `refs/tags/${tag}`)) !== ''

/** With nothing of this machine's own settings: neither its hooks nor another key signs. */
async function runGit(folder: string, keyFile: string, args: readonly string[]): Promise<string> {
  const key = path.resolve(keyFile)
  const settings = [
    'gpg.format=ssh',
    `user.signingkey=${key}`,
    'user.name=Gatehouse',
    'user.email=gatehouse@localhost',
    'core.hooksPath=/dev/null',
  ]
  const { stdout } = await run('git', [...settings.flatMap((one) => ['-c', one]), ...args], {
    cwd: folder,
    timeout: longestMs,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_SSH_COMMAND: `ssh -i '${key.replaceAll("'", String.raw`'\''`)}' -o IdentitiesOnly=yes -o BatchMode=yes`,
    },
  })
  return stdout.trim()
}

/** What git said last; never the address, which may hold a password. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : ''
  const last = text
    .trim()
    .split('\n')
    .findLast((line) => /^(?:fatal|error|remote):/.test(line))
  return (last ?? 'git could not be run').replaceAll(/\/\/[^@\s/]*@/g, '//')
}
