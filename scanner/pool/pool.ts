import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { ContentResult } from './scan-contents.ts'
import { createTextMask, type MaskText } from '../engine/mask-text.ts'
import { keepPacks } from '../sources/git/pack/packed-objects.ts'
import { compileLater, type ScanRules } from './scan-rules.ts'
import { runTask, type Task } from './task.ts'
import type { Answer, SentError } from './worker.ts'

/** Threads around the engine, or none: small work is done sooner than a thread has started. */
export interface Pool {
  run(task: Task): Promise<ContentResult>
  /** Masks what the pool's rules find in a name that is to be shown. */
  readonly mask: MaskText
  close(): Promise<void>
}

/**
 * Runs tasks on the calling thread.
 * @param compiled where the caller has use for the compiled rules too
 */
export function createInlinePool(scanRules: ScanRules, compiled = compileLater(scanRules)): Pool {
  const packs = keepPacks()
  // One after the other: a task about other packs closes those that are open.
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: (task) => {
      const run = last.then(() => runTask(compiled(), task, packs))
      last = run.catch(() => undefined)
      return run
    },
    mask: createTextMask(compiled),
    close: async () => {
      packs.close()
    },
  }
}

/**
 * For each thread. Content passes through and is forgotten; with Node's usual 48 MB or more the collector waits so long that
 * every thread holds 100 MB of it (measured: the same time with 8).
 */
const maxYoungGenerationSizeMb = 8
/**
 * For each thread, which needs a third of it at the worst (a hundred thousand findings). V8 lets half of what is in use pile up
 * before it collects where no more is allowed, and three times as much where a thread may have as much as the main one (measured
 * on git.git: 450 MB and 540 MB in all, in the same time). Source: MaxGrowingFactor in V8's heap/heap-controller.cc.
 */
const maxOldGenerationSizeMb = 1024

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
 * @param compiled the rules for this thread, which masks names
 */
export function createWorkerPool(
  entry: URL,
  size: number,
  scanRules: ScanRules,
  compiled = compileLater(scanRules),
): Pool {
  const queue: Waiting[] = []
  const workers = Array.from({ length: size }, () => startWorker(entry, scanRules, queue))
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject })
        for (const worker of workers) worker.takeNext()
      }),
    mask: createTextMask(compiled),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.end()))
    },
  }
}

function startWorker(entry: URL, scanRules: ScanRules, queue: Waiting[]) {
  const resourceLimits = { maxYoungGenerationSizeMb, maxOldGenerationSizeMb }
  const worker = new Worker(entry, { workerData: scanRules, resourceLimits })
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
    else done?.reject(received(answer.error))
  })
  // A thread that dies (out of memory) takes its task with it; the others go on, and the caller hears of it.
  worker.on('error', (error) => {
    current?.reject(error)
    for (const waiting of queue.splice(0)) waiting.reject(error)
  })
  return { takeNext, end: () => worker.terminate() }
}

const received = (error: SentError): Error =>
  error instanceof Error ? error : new AppError(error.code, error.message, { todo: error.todo })
