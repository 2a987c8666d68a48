// What the Action will be, in small: one file that scans a folder in threads and is itself what the threads start with.
import { isMainThread } from 'node:worker_threads'
import { createWorkerPool } from '../../scanner/pool/pool.ts'
import { serveTasks } from '../../scanner/pool/worker.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'

const openPool = () => createWorkerPool(new URL(import.meta.url), 2, { userRules: [] })

if (isMainThread) await main(process.argv[2]!)
else serveTasks()

async function main(folder: string): Promise<void> {
  const { findings, coverage } = await scanFolder(folder, { openPool })
  const found = findings.map(({ rule, path, line }) => `${rule} ${path} ${line}`)
  process.stdout.write(JSON.stringify({ found, files: coverage.files, node: process.versions.node }))
}
