import type { CompiledRules } from '../scanner/engine/compile-rules.ts'
import { createInlinePool, createWorkerPool, type Pool } from '../scanner/pool/pool.ts'
import type { ScanRules } from '../scanner/pool/scan-rules.ts'
import type { ScanOptions } from '../scanner/scan.ts'

/** Less than this is scanned before threads have started and loaded the rules (measured in bench/, about half a second). */
const worthThreads = 24_000_000

/**
 * Opens threads where there is enough to do for them.
 * @param entry the file that threads start with
 * @param compiled the rules for this thread
 */
export function poolOpener(
  entry: URL,
  threads: number,
  rules: ScanRules,
  compiled: () => CompiledRules,
): ScanOptions['openPool'] {
  return ({ items, bytes }): Pool => {
    const worth = bytes >= worthThreads || items > worthThreads / 8000
    return threads > 1 && worth
      ? createWorkerPool(entry, threads, rules, compiled)
      : createInlinePool(rules, compiled)
  }
}
