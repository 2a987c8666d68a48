#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { isMainThread } from 'node:worker_threads'
import { describeBug } from './describe-bug.ts'

// The same file starts the program and its threads, so that source, packed build and bundle start threads alike; each
// loads only its own half.
if (isMainThread) {
  // What git and the threads tell passes through and is forgotten. V8 would let ever more of it pile up before it collects
  // (measured on git.git: 60 MB more, in the same time), and nothing but this flag bounds the main thread.
  setFlagsFromString('--semi-space-growth-factor=1')
  // Node would end with 1, which says that something was found, and print a message that may quote it.
  process.on('uncaughtException', (error) => {
    process.stderr.write(describeBug(error))
    process.exit(70)
  })
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2), new URL(import.meta.url))
} else {
  const { serveTasks } = await import('../scanner/pool/worker.ts')
  serveTasks()
}
