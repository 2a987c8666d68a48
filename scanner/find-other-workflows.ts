import type { FileEvidence } from './assistants/connection.ts'
import type { MaskText } from './engine/mask-text.ts'
import { findConnections } from './rules/workflows/connections.ts'
import { packIds } from './sources/git/object-ids.ts'
import { readBlobs } from './sources/git/read-blobs.ts'
import { readRefs, type Ref } from './sources/git/read-refs.ts'
import type { Repository } from './sources/git/repository.ts'
import { runGit } from './sources/git/run.ts'

/** What a workflow on another branch than the default one says. */
export interface OtherWorkflow extends FileEvidence {
  /** Id of the assistant. */
  readonly assistant: string
  /** The first branch that has it, by name; masked. */
  readonly branch: string
  /** How many more branches have the same file. */
  readonly moreBranches: number
}

export interface OtherWorkflows {
  readonly found: readonly OtherWorkflow[]
  /** What was not looked at, a sentence each. */
  readonly leftOut: readonly string[]
}

/** Repositories with more branches have them from bots, and most of them hold the same workflows. */
const mostBranches = 2000
/** Different workflow files, over all branches. */
const mostFiles = 500
/** GitHub takes no larger workflow. */
const largestWorkflow = 512 * 1024

const folder = '.github/workflows'

/** Finds workflows that run an assistant on other branches: whoever may push there can start them. */
export async function findOtherWorkflows(
  repository: Repository,
  defaultBranch: string | null,
  mask: MaskText,
): Promise<OtherWorkflows> {
  const { refs } = await readRefs(repository)
  const branches = refs.filter(({ name }) => name.startsWith('refs/heads/'))
  const usual = branches.filter(({ name }) => name === `refs/heads/${defaultBranch}`)
  const others = branches.filter((branch) => !usual.includes(branch))
  const looked = others.slice(0, mostBranches)
  const known = new Set((await filesOf(repository, usual)).map(keyOf))
  const files = distinct((await filesOf(repository, looked)).filter((file) => !known.has(keyOf(file))))
  return {
    found: await evidenceIn(repository, files.slice(0, mostFiles), mask),
    leftOut: [
      ...leftOut(others.length - looked.length, 'branches'),
      ...leftOut(files.length - mostFiles, 'workflow files of other branches'),
    ],
  }
}

const leftOut = (count: number, what: string): readonly string[] =>
  count > 0 ? [`${count} ${what} were not looked at: there are too many.`] : []

interface WorkflowFile {
  readonly path: string
  /** The blob, in hex. */
  readonly id: string
  readonly branch: string
}

const keyOf = ({ path, id }: WorkflowFile): string => `${id} ${path}`

/** The files with the branches that have them, in the order of the first ones. */
function distinct(files: readonly WorkflowFile[]): readonly (readonly WorkflowFile[])[] {
  const byFile = new Map<string, WorkflowFile[]>()
  for (const file of files) {
    const same = byFile.get(keyOf(file))
    if (same) same.push(file)
    else byFile.set(keyOf(file), [file])
  }
  return [...byFile.values()]
}

/** All workflow files of branches. Branches that were made from one another mostly share the folder, which is listed once. */
async function filesOf(repository: Repository, branches: readonly Ref[]): Promise<readonly WorkflowFile[]> {
  const trees = await folderIds(repository, branches)
  const listings = new Map<string, readonly Omit<WorkflowFile, 'branch'>[]>()
  for (const tree of new Set(trees)) if (tree !== null) listings.set(tree, await listFolder(repository, tree))
  return branches.flatMap(({ name }, index) => {
    const branch = name.slice('refs/heads/'.length)
    return (listings.get(trees[index] ?? '') ?? []).map((file) => ({ ...file, branch }))
  })
}

/** The tree of each branch's folder; null where it has none. */
async function folderIds(
  repository: Repository,
  branches: readonly Ref[],
): Promise<readonly (string | null)[]> {
  if (branches.length === 0) return []
  const input = branches.map(({ id }) => `${id}:${folder}\n`).join('')
  const { output } = await runGit(repository.git, ['cat-file', '--batch-check'], { input })
  const lines = output.toString('latin1').split('\n')
  return branches.map((_, index) => /^([0-9a-f]+) tree /.exec(lines[index] ?? '')?.[1] ?? null)
}

async function listFolder(
  repository: Repository,
  tree: string,
): Promise<readonly Omit<WorkflowFile, 'branch'>[]> {
  const { output } = await runGit(repository.git, ['ls-tree', '-z', tree])
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((record) => {
      const [, id, name] = /^100\d{3} blob ([0-9a-f]+)\t(.*\.(?:ya?ml|md))$/s.exec(record) ?? []
      return id === undefined || name === undefined ? [] : [{ id, path: `${folder}/${name}` }]
    })
}

async function evidenceIn(
  repository: Repository,
  files: readonly (readonly WorkflowFile[])[],
  mask: MaskText,
): Promise<readonly OtherWorkflow[]> {
  const found: OtherWorkflow[] = []
  const ids = packIds(
    repository,
    files.map(([first]) => first!.id),
  )
  await readBlobs(repository, ids, {
    whole: (index, bytes) => {
      if (bytes.length > largestWorkflow) return
      const [first, ...more] = files[index]!
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
      const place = { branch: mask(first!.branch), moreBranches: more.length }
      for (const { assistant, evidence } of findConnections(first!.path, text))
        found.push(
          ...evidence.map((one) => ({
            ...one,
            file: mask(one.file),
            what: mask(one.what),
            assistant,
            ...place,
          })),
        )
    },
    window: () => undefined,
    problem: () => undefined,
  })
  return found
}
