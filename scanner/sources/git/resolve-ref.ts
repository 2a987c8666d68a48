import { AppError } from '../../errors.ts'
import { readRefs, type Refs } from './read-refs.ts'
import type { Repository } from './repository.ts'
import { runGit } from './run.ts'

/** Where git looks for a short name, in this order. Source: gitrevisions(7). */
const places = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'] as const

/**
 * The commit that a name stands for: a branch, tag, remote branch or full ref name, a full or shortened commit id, each
 * also with `~2`, `^`, `^{commit}` behind it.
 * @returns the commit's id in hex
 * @throws AppError `unknown-ref`, naming refs that look alike
 */
export async function resolveRef(repository: Repository, name: string): Promise<string> {
  const refs = await readRefs(repository)
  const [, base, suffix] = /^(.+?)((?:[~^]\d*|\^\{(?:commit)?\})*)$/s.exec(name) ?? []
  if (base === undefined || suffix === undefined) throw unknownRef(name, refs)
  const id = namedId(base === '@' ? 'HEAD' : base, refs) ?? (/^[0-9a-f]{4,64}$/i.test(base) ? base : null)
  if (id === null) throw unknownRef(name, refs)
  // Only hex digits and the few characters of the suffix get here, so that this cannot be an option or another syntax.
  const expression = `${id}${suffix}^{commit}`
  const result = await runGit(repository.git, ['rev-parse', '--verify', '--quiet', expression])
  if (!result.ok) throw unknownRef(name, refs)
  return result.output.toString('latin1').trim()
}

function namedId(base: string, refs: Refs): string | null {
  if (base === 'HEAD') return refs.head.id
  const ids = new Map(refs.refs.map((ref) => [ref.name, ref.id]))
  for (const name of [...places.map((place) => place + base), `refs/remotes/${base}/HEAD`]) {
    const id = ids.get(name)
    if (id !== undefined) return id
  }
  return null
}

function unknownRef(name: string, refs: Refs): AppError {
  if (name === 'HEAD' && refs.head.branch !== null) {
    return new AppError('unknown-ref', `The branch ${shortName(refs.head.branch)} has no commit yet.`)
  }
  const close = closeNames(name, refs)
  const hint = close.length === 0 ? '' : ` Close to it: ${close.join(', ')}.`
  return new AppError('unknown-ref', `There is no commit called ${name} in this repository.${hint}`)
}

/** At most three short names that differ little. */
function closeNames(name: string, refs: Refs): readonly string[] {
  const limit = Math.max(2, Math.floor(name.length / 3))
  const candidates = new Set(refs.refs.map((ref) => shortName(ref.name)))
  return [...candidates]
    .filter((candidate) => Math.abs(candidate.length - name.length) <= limit)
    .map((candidate) => ({ candidate, distance: editDistance(candidate.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

const shortName = (name: string): string => name.replace(/^refs\/(?:heads|tags|remotes)\//, '')

/** How many characters must be put in, left out or changed to make one text of the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
