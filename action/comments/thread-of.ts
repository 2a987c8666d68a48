import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { KnownThread } from './known-thread.ts'
import { keyOfFinding } from './marker.ts'

type Identified = Pick<AssessedFinding, 'kind' | 'isSecret' | 'rule' | 'fingerprint' | 'path'>

/** Whether it is one thing however many files hold it: a secret is replaced once, weak code is mended in each of them. */
const isOneEverywhere = ({ kind, isSecret }: Identified): boolean =>
  kind === 'secret' || kind === 'file' || isSecret === true

/** Findings of one key are spoken of in one thread. */
export const threadKeyOf = (finding: Identified): string =>
  isOneEverywhere(finding) ? keyOfFinding(finding) : placeKeyOf(finding)

/** The same of a thread about one file. */
export const placeKeyOf = (one: Pick<Identified, 'rule' | 'fingerprint' | 'path'>): string =>
  `${keyOfFinding(one)}\0${one.path}`

/**
 * Finds the thread that speaks of a finding. GitHub leaves a thread at the path that its file had, so that of a file that is not there
 * any more it is the same thing under another name. Pure.
 * @param threads oldest first: people may have answered the first
 * @param isThere whether the change has a file at that path
 */
export function threadFinder(
  threads: readonly KnownThread[],
  isThere: (path: string) => boolean,
): (finding: Identified) => KnownThread | undefined {
  const byKey = new Map<string, KnownThread>()
  const byPlace = new Map<string, KnownThread>()
  const moved = new Map<string, KnownThread>()
  for (const one of threads.toReversed()) {
    const { marker, path } = one
    byKey.set(keyOfFinding(marker), one)
    byPlace.set(placeKeyOf({ ...marker, path }), one)
    if (!isThere(path)) moved.set(keyOfFinding(marker), one)
  }
  return (finding) =>
    isOneEverywhere(finding)
      ? byKey.get(keyOfFinding(finding))
      : (byPlace.get(placeKeyOf(finding)) ?? moved.get(keyOfFinding(finding)))
}
