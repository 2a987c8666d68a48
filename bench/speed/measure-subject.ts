import { historyAims, treeAims } from './aims.ts'
import { compare, type CompareOptions, type Result } from './compare.ts'
import type { Present } from './find-program.ts'
import type { Measured } from './measured.ts'
import { peakOf, printResults } from './print-results.ts'
import { historySubject, type Sized, treeSubject } from './subject.ts'

/** A folder or a repository, and how to call it. */
export interface Named {
  readonly name: string
  readonly path: string
}

export async function measureTree(
  { name, path }: Named,
  present: readonly Present[],
  options: CompareOptions,
): Promise<Measured> {
  const sized = treeSubject(path, options.scratch)
  const results = await compare(
    present,
    sized,
    ({ contender, program }) => contender.tree?.(program, sized.subject),
    options,
  )
  printResults(`tree, ${name}: ${sized.items} files, ${megabytes(sized)} MB`, results)
  return { aims: treeAims(name, results), peaks: ownPeaks(results) }
}

export async function measureHistory(
  { name, path }: Named,
  present: readonly Present[],
  options: CompareOptions,
): Promise<Measured> {
  const sized = historySubject(path, options.scratch)
  const results = await compare(
    present,
    sized,
    ({ contender, program }) => contender.history?.(program, sized.subject),
    options,
  )
  printResults(`history, ${name}: ${sized.items} blobs, ${megabytes(sized)} MB`, results)
  return { aims: historyAims(name, results), peaks: ownPeaks(results) }
}

const megabytes = ({ bytes }: Sized): string => (bytes / 1e6).toFixed(0)

const ownPeaks = (results: readonly Result[]): Measured['peaks'] =>
  results.filter(({ name }) => name === 'gatehouse').map((result) => peakOf(result))
