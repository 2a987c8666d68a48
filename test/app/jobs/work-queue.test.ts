import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { killWorkers } from './kill-workers.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-work-'))
// Where tests run as root, PostgreSQL runs as somebody else.
chmodSync(scratch, 0o755)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test('of two processes that are killed again and again, nothing that was asked for is lost or done twice', async () => {
  const result = await killWorkers({
    folder: path.join(scratch, 'data'),
    processes: 2,
    kills: 3,
    keys: 100,
    hints: 600,
    random: Math.random,
  })
  expect(result).toMatchObject({ lost: 0, backwards: 0, hints: 600 })
  expect(result.runs).toBeGreaterThanOrEqual(100)
}, 120_000)
