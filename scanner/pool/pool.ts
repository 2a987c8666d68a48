import { Worker } from 'node:worker_threads'
import type { ContentResult } from './scan-contents.ts'
import { compileScanRules, type ScanRules } from './scan-rules.ts'
import { runTask, type Task } from './task.ts'
import type { Answer } from './worker.ts'

/** Threads around the engine, or none: small work is done sooner than a thread has started. */
export interface Pool {
  run(task: Task): Promise<ContentResult>
  close(): Promise<void>
}

/** Runs tasks on the calling thread. */
export function createInlinePool(scanRules: ScanRules): Pool {
  const rules = compileScanRules(scanRules)
  return { run: (task) => runTask(rules, task), close: async () => {} }
}

interface Waiting {
  readonly task: Task
  readonly resolve: (result: ContentResult) => void
  readonly reject: (error: unknown) => void
}

/**
 * Starts threads that take tasks in order.
 * @param entry the program's entry file, which calls `serveTasks` where it is not the main thread: source, packed build and
 *   bundled Action then start workers alike
 * @param size how many threads
 */
export function createWorkerPool(entry: URL, size: number, scanRules: ScanRules): Pool {
  const queue: Waiting[] = []
  const workers = Array.from({ length: size }, () => startWorker(entry, scanRules, queue))
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject })
        for (const worker of workers) worker.takeNext()
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.end()))
    },
  }
}

function startWorker(entry: URL, scanRules: ScanRules, queue: Waiting[]) {
  const worker = new Worker(entry, { workerData: scanRules })
  let current: Waiting | undefined
  const takeNext = (): void => {
    if (current) return
    current = queue.shift()
    if (current) worker.postMessage(current.task)
  }
  worker.on('message', (answer: Answer) => {
    const done = current
    current = undefined
    takeNext()
    if ('result' in answer) done?.resolve(answer.result)
    else done?.reject(answer.error)
  })
  // A thread that dies (out of memory) takes its task with it; the others go on, and the caller hears of it.
  worker.on('error', (error) => {
    current?.reject(error)
    for (const waiting of queue.splice(0)) waiting.reject(error)
  })
  return { takeNext, end: () => worker.terminate() }
}
