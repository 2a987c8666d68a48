import type { CommitContent } from '../world/entities.ts'

const somebody = { name: 'Robin', email: 'robin@example.com' }
/** 2026-01-01; every commit without a time of its own is an hour after the one before. */
const firstTime = 1_767_225_600
const hour = 3_600

/** A commit of a made-up history with nothing left open. */
export interface Step {
  readonly branch: string
  /** The branch that this one begins from; undefined where it goes on, or begins with nothing. */
  readonly from: string | undefined
  /** `Robin <robin@example.com> 1767225600 +0000` */
  readonly who: string
  readonly message: string
  readonly files: readonly (readonly [path: string, content: string | Uint8Array | null])[]
  /** Tags that point at it. */
  readonly tags: readonly string[]
}

/** What each commit says, or what is made up for it. */
export function stepsOf(commits: readonly CommitContent[], defaultBranch: string): readonly Step[] {
  const begun = new Set<string>()
  return commits.map((commit, index) => {
    const branch = commit.branch ?? defaultBranch
    const isNew = !begun.has(branch) && begun.has(defaultBranch)
    begun.add(branch)
    const { name, email } = commit.author ?? somebody
    return {
      branch,
      from: isNew ? defaultBranch : undefined,
      who: `${name} <${email}> ${commit.time ?? firstTime + index * hour} +0000`,
      message: commit.message ?? `Change ${Object.keys(commit.files)[0] ?? 'nothing'}`,
      files: Object.entries(commit.files),
      tags: commit.tags ?? [],
    }
  })
}

/** A made-up history in the language of `git fast-import`. */
export function historyStream(commits: readonly CommitContent[], defaultBranch: string): Buffer {
  const parts = stepsOf(commits, defaultBranch).flatMap(({ branch, from, who, message, files, tags }) => [
    `commit refs/heads/${branch}\n`,
    `author ${who}\ncommitter ${who}\n`,
    ...historyData(message),
    ...(from === undefined ? [] : [`from refs/heads/${from}\n`]),
    ...files.flatMap(([path, content]) =>
      content === null
        ? [`D ${quoted(path)}\n`]
        : [`M 100644 inline ${quoted(path)}\n`, ...historyData(content)],
    ),
    '\n',
    ...tags.map((tag) => `reset refs/tags/${tag}\nfrom refs/heads/${branch}\n\n`),
  ])
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

/** A path as it is read where it may hold anything, also a line break. Source: git-fast-import's manual, on `<path>`. */
export const quoted = (path: string): string =>
  `"${path.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`

export function historyData(content: string | Uint8Array): readonly (string | Uint8Array)[] {
  return [`data ${Buffer.byteLength(content)}\n`, content, '\n']
}
