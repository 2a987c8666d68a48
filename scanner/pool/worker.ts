import { parentPort } from 'node:worker_threads'
import { AppError, type AppErrorCode } from '../errors.ts'
import type { ContentResult } from './scan-contents.ts'
import { keepPacks } from '../sources/git/pack/packed-objects.ts'
import { keepCompiled, type ScanRules } from './scan-rules.ts'
import { runTask, type Task } from './task.ts'

/** What a worker is sent. */
export interface SentTask {
  readonly task: Task
  readonly scanRules: ScanRules
}

/** What a worker sends back for each task, in order. */
export type Answer = { readonly result: ContentResult } | { readonly error: SentError }

/** An error on its way between threads, where errors lose their class and everything but message and stack. */
export type SentError =
  | { readonly code: AppErrorCode; readonly message: string; readonly todo: string }
  | Error

function toSend(error: unknown): SentError {
  if (error instanceof AppError) return { code: error.code, message: error.message, todo: error.todo }
  return error instanceof Error ? error : new Error('a task failed with something that is no error')
}

/** The life of a worker thread: one task after the other, until the pool ends it. */
export function serveTasks(): void {
  const compiled = keepCompiled()
  const packs = keepPacks()
  parentPort!.on('message', ({ task, scanRules }: SentTask) => {
    runTask(compiled(scanRules), task, packs).then(
      (result) => parentPort!.postMessage({ result } satisfies Answer),
      (error: unknown) => parentPort!.postMessage({ error: toSend(error) } satisfies Answer),
    )
  })
}
