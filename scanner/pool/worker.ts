import { parentPort, workerData } from 'node:worker_threads'
import type { ContentResult } from './scan-contents.ts'
import { compileScanRules, type ScanRules } from './scan-rules.ts'
import { runTask, type Task } from './task.ts'

/** What a worker sends back for each task, in order. An error's cause does not survive the way, its code does. */
export type Answer = { readonly result: ContentResult } | { readonly error: unknown }

/** The life of a worker thread: one task after the other, until the pool ends it. */
export function serveTasks(): void {
  const rules = compileScanRules(workerData as ScanRules)
  parentPort!.on('message', (task: Task) => {
    runTask(rules, task).then(
      (result) => parentPort!.postMessage({ result } satisfies Answer),
      (error: unknown) => parentPort!.postMessage({ error } satisfies Answer),
    )
  })
}
