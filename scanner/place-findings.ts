import { messageNote } from './engine/message-path.ts'
import type { ContentFinding } from './pool/content-findings.ts'

/** A finding in one version of a file, or in a message. */
export interface Sighting {
  readonly finding: ContentFinding
  readonly commit: string
  /** The commit's place in history. */
  readonly order: number
  /** Which of its blob's paths this is; they come in the order of their first commits. */
  readonly rank: number
  readonly tracked: boolean
}

/** A finding's place without its line: the same secret at the same path is one finding, whatever version it is in. */
const placeKey = ({ rule, fingerprint, path }: ContentFinding): string => `${rule}\0${fingerprint}\0${path}`
const fileKey = ({ rule, path }: ContentFinding): string => `${rule}\0${path}`
export const secretKey = ({ rule, fingerprint }: ContentFinding): string => `${rule}\0${fingerprint}`

/**
 * Of all sightings, keeps for each secret at each path those of the version that is tracked, or else those of the first
 * version that held it.
 */
export function placeFindings(sightings: readonly Sighting[]): readonly Placed[] {
  const byPlace = new Map<string, Sighting[]>()
  const bySecret = new Map<string, Secret>()
  const firstOfFile = new Map<string, Sighting>()
  for (const sighting of sightings) {
    keepBest(byPlace, sighting)
    addSighting(bySecret, sighting)
    const known = firstOfFile.get(fileKey(sighting.finding))
    if (!known || isEarlier(sighting, known)) firstOfFile.set(fileKey(sighting.finding), sighting)
  }
  const pathsOf = new Map([...bySecret].map(([key, secret]) => [key, pathsInOrder(secret)]))
  return [...byPlace.values()].flat().map((sighting) => {
    const key = secretKey(sighting.finding)
    // A tracked secret was exposed since its first commit, wherever in the tree that had it; what should not have its name
    // was since the first commit that gave it that name.
    const { finding, tracked } = sighting
    const first = finding.kind === 'file' ? firstOfFile.get(fileKey(finding)) : bySecret.get(key)!.first
    const commit = (tracked ? first : undefined)?.commit ?? sighting.commit
    return { finding, commit, tracked, ...pathsOf.get(key)! }
  })
}

/** A secret in all of its versions and places. */
interface Secret {
  /** In a file. */
  first?: Sighting
  /** The first sighting at each path. */
  readonly byPath: Map<string, Sighting>
}

function addSighting(bySecret: Map<string, Secret>, sighting: Sighting): void {
  const key = secretKey(sighting.finding)
  const secret: Secret = bySecret.get(key) ?? { byPath: new Map<string, Sighting>() }
  const { path } = sighting.finding
  // A message may speak of a secret before a file holds it; what is said of the file is about the file.
  const isFile = messageNote(path) === undefined
  if (isFile && (!secret.first || sighting.order < secret.first.order)) secret.first = sighting
  const known = secret.byPath.get(path)
  if (!known || isEarlier(sighting, known)) secret.byPath.set(path, sighting)
  bySecret.set(key, secret)
}

const isEarlier = (a: Sighting, b: Sighting): boolean => (a.order - b.order || a.rank - b.rank) < 0

/** More would be repeated with each of the places, and nobody reads them. */
const mostPaths = 100

function pathsInOrder({ byPath }: Secret): Pick<Placed, 'paths' | 'morePaths'> {
  const inOrder = [...byPath.values()].toSorted(
    (a, b) => a.order - b.order || a.rank - b.rank || (a.finding.path < b.finding.path ? -1 : 1),
  )
  const paths = inOrder.slice(0, mostPaths).map(({ finding }) => finding.path)
  return { paths, morePaths: inOrder.length - paths.length }
}

function keepBest(byPlace: Map<string, Sighting[]>, sighting: Sighting): void {
  const key = placeKey(sighting.finding)
  const known = byPlace.get(key)
  const rank = ({ tracked, order }: Sighting): number => (tracked ? -1 : order)
  if (!known || rank(sighting) < rank(known[0]!)) byPlace.set(key, [sighting])
  else if (rank(sighting) === rank(known[0]!)) known.push(sighting)
}

/** A finding that is reported, and where in history it stands. */
export interface Placed {
  readonly finding: ContentFinding
  readonly commit: string
  readonly tracked: boolean
  readonly paths: readonly string[]
  readonly morePaths: number
}
