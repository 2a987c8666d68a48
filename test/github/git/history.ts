import type { CommitContent } from '../world/entities.ts'

const somebody = { name: 'Robin', email: 'robin@example.com' }
/** 2026-01-01; every commit without a time of its own is an hour after the one before. */
const firstTime = 1_767_225_600
const hour = 3_600

/** A made-up history in the language of `git fast-import`. */
export function historyStream(commits: readonly CommitContent[], defaultBranch: string): Buffer {
  const begun = new Set<string>()
  const parts = commits.flatMap((commit, index) => {
    const branch = commit.branch ?? defaultBranch
    const start = begun.has(branch) || !begun.has(defaultBranch) ? [] : [`from refs/heads/${defaultBranch}\n`]
    begun.add(branch)
    const { name, email } = commit.author ?? somebody
    const when = `${commit.time ?? firstTime + index * hour} +0000`
    return [
      `commit refs/heads/${branch}\n`,
      `author ${name} <${email}> ${when}\ncommitter ${name} <${email}> ${when}\n`,
      ...data(commit.message ?? `Change ${Object.keys(commit.files)[0] ?? 'nothing'}`),
      ...start,
      ...Object.entries(commit.files).flatMap(([path, content]) =>
        content === null ? [`D ${path}\n`] : [`M 100644 inline ${path}\n`, ...data(content)],
      ),
      '\n',
    ]
  })
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

function data(content: string | Uint8Array): readonly (string | Uint8Array)[] {
  return [`data ${Buffer.byteLength(content)}\n`, content, '\n']
}
