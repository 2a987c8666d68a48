#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads'

// The same file starts the program and its threads, so that source, packed build and bundle start threads alike; each
// loads only its own half.
if (isMainThread) {
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2), new URL(import.meta.url))
} else {
  const { serveTasks } = await import('../scanner/pool/worker.ts')
  serveTasks()
}
