import type { CompiledRules } from '../scanner/engine/compile-rules.ts'
import { createInlinePool, createWorkerPool, type Pool } from '../scanner/pool/pool.ts'
import type { ScanRules } from '../scanner/pool/scan-rules.ts'
import type { ScanOptions } from '../scanner/scan.ts'

/** The threads that a run may start besides its own. */
export interface Threads {
  /** The file that they start with, which serves tasks where it is not the main thread. */
  readonly entry: URL
  readonly most: number
}

/** Each has rules and grammars of its own: a whole run with two of them took 421 MB for 3,000 files (measured), and 289 MB with none. */
const mostThreads = 2
/** Fewer are looked at before threads have started and loaded the rules; with code, which is parsed, it takes longer. */
const worthThreads = { withCode: 1500, without: 4000 } as const

/** Opens threads where there is enough to do for them. @param compiled the rules for this thread */
export function poolOpener(
  threads: Threads | undefined,
  rules: ScanRules,
  { compiled, code }: { readonly compiled: () => CompiledRules; readonly code: boolean },
): ScanOptions['openPool'] {
  return ({ items }): Pool =>
    threads && threads.most > 1 && items > worthThreads[code ? 'withCode' : 'without']
      ? createWorkerPool(threads.entry, Math.min(threads.most, mostThreads), rules, compiled)
      : createInlinePool(rules, compiled)
}
