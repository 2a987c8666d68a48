// Starts Gatehouse: `npm start`. docs/running.md says how it is run.
import { isMainThread } from 'node:worker_threads'

// Threads that scan start with this file too; each loads only its own half.
if (isMainThread) await (await import('./program.ts')).runProgram()
else (await import('../scanner/pool/worker.ts')).serveTasks()
