// A process of the real program, as `app/main.ts` starts one, that waits less: what a killed worker left is not to be waited for.
import { flushCompileCache } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  const { runProgram } = await import('../../../app/program.ts')
  // Who is killed writes nothing at its end, and the next would compile everything again.
  flushCompileCache()
  await runProgram({ workMs: 1_000, sweepMs: 500, hostMs: 2_000, answerMs: 5_000 })
} else (await import('../../../scanner/pool/worker.ts')).serveTasks()
