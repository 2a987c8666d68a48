import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gitEnvironment } from './environment.ts'
import type { TreeEntry } from './list-tree.ts'
import type { Repository } from './repository.ts'
import { finished, type GitAccess, gitFailed, runGit, startGit } from './run.ts'

export interface NewRepository {
  /** Absolute; it is there and empty. */
  readonly folder: string
  readonly from: Repository
  /** Files of that repository; their names are ones that git takes. */
  readonly entries: readonly TreeEntry[]
  /** Files of our own by path, instead of those that are at the same. */
  readonly texts: ReadonlyMap<string, string>
  readonly message: string
  readonly author: { readonly name: string; readonly email: string }
  readonly at: Date
}

/**
 * Makes a repository with one commit on `main`, which has no history, out of another one's objects. Only the objects that are named
 * get there. git has none of either repository's settings, and attributes of the files change nothing of what is written.
 * @returns the commit's id in hex
 * @throws AppError `git-failed`
 */
export async function writeRepository(wanted: NewRepository): Promise<string> {
  const { folder, from, entries, texts } = wanted
  const gitDirectory = join(folder, '.git')
  const environment = gitEnvironment(gitDirectory, from.git.directory)
  const git: GitAccess = { ...from.git, environment }
  const run = async (args: readonly string[], input?: string | Uint8Array, extra = {}): Promise<string> => {
    const options = { environment: extra, ...(input !== undefined && { input }) }
    const { ok, output, message } = await runGit(git, args, options)
    if (!ok) throw gitFailed(`The new repository cannot be written (git ${args[0]})`, message)
    return output.toString('latin1').trim()
  }
  await run([
    'init',
    '--quiet',
    '--template=',
    '--initial-branch=main',
    `--object-format=${from.objectFormat}`,
  ])
  const own = entries.filter(({ path }) => !texts.has(path))
  await copyObjects(from, git, [...new Set(own.map(({ id }) => id))])
  const lines = own.map(({ path, rawPath, kind, id }) =>
    indexLine(modes[kind], id, rawPath ?? Buffer.from(path)),
  )
  for (const [path, text] of texts)
    lines.push(indexLine(modes.file, await run(['hash-object', '-w', '--stdin'], text), Buffer.from(path)))
  const workTree = { GIT_WORK_TREE: folder }
  await run(['update-index', '-z', '--index-info'], Buffer.concat(lines), workTree)
  const commit = await run(['commit-tree', await run(['write-tree']), '-F', '-'], wanted.message, {
    ...person('AUTHOR', wanted),
    ...person('COMMITTER', wanted),
  })
  await run(['update-ref', 'refs/heads/main', commit])
  const attributes = join(gitDirectory, 'info', 'attributes')
  mkdirSync(join(gitDirectory, 'info'), { recursive: true })
  // Stronger than every `.gitattributes`: the files are to be as they were committed.
  writeFileSync(attributes, '* -text -eol -ident -filter -working-tree-encoding\n')
  await run(['checkout-index', '--all', '--force', '--index', '--quiet'], undefined, workTree)
  rmSync(attributes)
  return commit
}

const modes = { file: '100644', executable: '100755', link: '120000' } as const

/** `<mode> <id>` TAB path NUL. Source: git-update-index(1), "USING --INDEX-INFO". */
const indexLine = (mode: string, id: string, path: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${mode} ${id}\t`), path, Buffer.of(0)])

/** As one pack with these objects and no others. */
async function copyObjects(from: Repository, to: GitAccess, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const pack = startGit(from.git, ['pack-objects', '--stdout', '-q'])
  const index = startGit(to, ['index-pack', '--stdin'])
  pack.stdout.pipe(index.stdin)
  pack.stdin.end(ids.map((id) => `${id}\n`).join(''))
  const nothing = (): void => {}
  const [packed, indexed] = await Promise.all([finished(pack, nothing), finished(index, nothing)])
  if (!packed.ok) throw gitFailed('The files cannot be copied', packed.message)
  if (!indexed.ok) throw gitFailed('The files cannot be copied', indexed.message)
}

const person = (
  role: 'AUTHOR' | 'COMMITTER',
  { author, at }: Pick<NewRepository, 'author' | 'at'>,
): Record<string, string> => ({
  [`GIT_${role}_NAME`]: author.name,
  [`GIT_${role}_EMAIL`]: author.email,
  [`GIT_${role}_DATE`]: `${Math.floor(at.getTime() / 1000)} +0000`,
})
