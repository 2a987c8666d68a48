import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { ContentResult } from './scan-contents.ts'
import type { CompiledRules } from '../engine/compile-rules.ts'
import { createTextMask, type MaskText } from '../engine/mask-text.ts'
import { keepPacks } from '../sources/git/pack/packed-objects.ts'
import { compileLater, type ScanRules } from './scan-rules.ts'
import { runTask, type Task } from './task.ts'
import type { Answer, SentError, SentTask } from './worker.ts'

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

/** Threads that take tasks in order, of scans with one set of rules or with several. They start when there is work. */
export interface Workers {
  /**
   * A pool of these threads for one set of rules. Closing it leaves the threads alone.
   * @param compiled the rules for this thread, which masks names
   */
  readonly open: (scanRules: ScanRules, compiled?: () => CompiledRules) => Pool
  /** Ends the threads; what they were at fails, and whatever is asked of them after. */
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly sent: SentTask
  readonly resolve: (result: ContentResult) => void
  readonly reject: (error: unknown) => void
}

/**
 * @param entry the program's entry file, which calls `serveTasks` where it is not the main thread: source, packed build and
 *   bundled Action then start workers alike
 * @param size how many threads at most
 */
export function createWorkers(entry: URL, size: number): Workers {
  const queue: Waiting[] = []
  const workers = Array.from({ length: size }, () => createWorker(entry, queue))
  let isEnded = false
  const run = (sent: SentTask): Promise<ContentResult> =>
    new Promise((resolve, reject) => {
      if (isEnded) throw threadsEnded()
      queue.push({ sent, resolve, reject })
      for (const worker of workers) worker.takeNext()
    })
  return {
    open: (scanRules, compiled = compileLater(scanRules)) => ({
      run: (task) => run({ task, scanRules }),
      mask: createTextMask(compiled),
      close: async () => {},
    }),
    close: async () => {
      isEnded = true
      await Promise.all(workers.map((worker) => worker.end()))
    },
  }
}

/** Threads for one scan; see `createWorkers`. */
export function createWorkerPool(
  entry: URL,
  size: number,
  scanRules: ScanRules,
  compiled = compileLater(scanRules),
): Pool {
  const workers = createWorkers(entry, size)
  return { ...workers.open(scanRules, compiled), close: workers.close }
}

/** A thread that is there while there is work, and is replaced when it dies. */
function createWorker(entry: URL, queue: Waiting[]) {
  const resourceLimits = { maxYoungGenerationSizeMb, maxOldGenerationSizeMb }
  let worker: Worker | undefined
  let current: Waiting | undefined
  const takeNext = (): void => {
    if (current) return
    current = queue.shift()
    if (!current) return
    worker ??= start()
    worker.postMessage(current.sent)
  }
  const start = (): Worker => {
    const started = new Worker(entry, { resourceLimits })
    started.on('message', (answer: Answer) => {
      const done = current
      current = undefined
      takeNext()
      if ('result' in answer) done?.resolve(answer.result)
      else done?.reject(received(answer.error))
    })
    // A thread that dies (out of memory) takes its task with it, and no other: the caller hears of it.
    started.on('error', (error) => {
      const lost = current
      current = undefined
      worker = undefined
      lost?.reject(error)
      takeNext()
    })
    return started
  }
  return {
    takeNext,
    end: async () => {
      current?.reject(threadsEnded())
      for (const waiting of queue.splice(0)) waiting.reject(threadsEnded())
      await worker?.terminate()
    },
  }
}

const threadsEnded = (): Error => new Error('the threads were ended')

const received = (error: SentError): Error =>
  error instanceof Error ? error : new AppError(error.code, error.message, { todo: error.todo })
