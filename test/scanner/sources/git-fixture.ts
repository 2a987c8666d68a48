import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { runGitSync } from '../../git-starter/run-git-sync.ts'

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-test-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const environment = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-03-01T10:00:00+02:00',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_COMMITTER_DATE: '2026-03-01T10:00:00+02:00',
}

/** Runs real git in a folder. @returns what it printed, without the last line end */
export function git(folder: string, ...args: readonly string[]): string {
  return gitWith({}, folder, ...args)
}

export function gitWith(extra: Record<string, string>, folder: string, ...args: readonly string[]): string {
  // Otherwise each commit starts one more program, which finds that there is nothing to clear up.
  const own = ['init.defaultBranch=main', 'protocol.file.allow=always', 'gc.auto=0', 'maintenance.auto=false']
  const settings = own.flatMap((setting) => ['-c', setting])
  const output = runGitSync({
    args: [...settings, ...args],
    folder,
    environment: { ...environment, ...extra },
  })
  return output.toString('utf8').trimEnd()
}

/** What one object's content is when it is written; for objects git would not make by itself. */
export function writeObject(folder: string, type: string, content: string | Uint8Array): string {
  const args = ['hash-object', '-w', '-t', type, '--literally', '--stdin']
  return runGitSync({ args, folder, environment, input: content }).toString('latin1').trim()
}

export type Files = Readonly<Record<string, string | Uint8Array>>

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** Writes files, adds all of them (ignored ones too) and commits. @returns the commit's id */
export function commitFiles(folder: string, files: Files, message = 'Change'): string {
  writeFiles(folder, files)
  git(folder, 'add', '--force', '--all', '.')
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message)
  return idOfHead(folder) ?? git(folder, 'rev-parse', 'HEAD')
}

/** Without starting git, where HEAD names a branch in a file of its own, as just after a commit. */
function idOfHead(folder: string): string | undefined {
  const file = (name: string): string | undefined => {
    const at = join(folder, '.git', name)
    return existsSync(at) ? readFileSync(at, 'utf8').trimEnd() : undefined
  }
  const [, branch] = /^ref: (.+)$/.exec(file('HEAD') ?? '') ?? []
  return branch === undefined ? undefined : file(branch)
}

/** A new repository in a temporary folder, with one commit where files are given. */
export function newRepository(files: Files = {}, ...initOptions: readonly string[]): string {
  const folder = temporaryFolder()
  if (initOptions.length === 0) initialize(folder)
  else git(folder, 'init', '--quiet', '--template=', ...initOptions)
  // What git's templates make is not there everywhere.
  for (const name of ['info', 'hooks']) mkdirSync(join(folder, '.git', name), { recursive: true })
  if (Object.keys(files).length > 0) commitFiles(folder, files, 'First')
  return folder
}

let initialized: { readonly HEAD: string; readonly config: string } | undefined

/** As `git init` does, which is started for the first one only: some thousand repositories are made. */
function initialize(folder: string): void {
  const inner = join(folder, '.git')
  if (initialized) {
    for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
      mkdirSync(join(inner, name), { recursive: true })
    writeFiles(inner, initialized)
  } else {
    git(folder, 'init', '--quiet', '--template=')
    const [HEAD, config] = ['HEAD', 'config'].map((name) => readFileSync(join(inner, name), 'utf8'))
    initialized = { HEAD: HEAD!, config: config! }
  }
}

/** Writes a line of commits to a branch at once, each adding files to the one before; far faster than `commitFiles`. */
export function importCommits(folder: string, branch: string, commits: readonly Files[]): void {
  const stream: string[] = []
  for (const [index, files] of commits.entries()) {
    stream.push(
      `commit refs/heads/${branch}`,
      `committer A <a@example.com> ${1_700_000_000 + index} +0000`,
      'data 0',
    )
    for (const [path, content] of Object.entries(files)) {
      stream.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(content)}`, String(content))
    }
  }
  runGitSync({
    args: ['fast-import', '--quiet'],
    folder,
    environment,
    input: `${stream.join('\n')}\n`,
  })
}

/** Removes a loose object. @returns its id */
export function removeObject(folder: string, id: string): string {
  rmSync(objectPath(folder, id))
  return id
}

/** Overwrites a loose object with bytes that cannot be unpacked. @returns its id */
export function damageObject(folder: string, id: string): string {
  rmSync(objectPath(folder, id))
  writeFileSync(objectPath(folder, id), 'this is not a zlib stream')
  return id
}

function objectPath(folder: string, id: string): string {
  const inner = join(folder, '.git', 'objects')
  return join(existsSync(inner) ? inner : join(folder, 'objects'), id.slice(0, 2), id.slice(2))
}
