import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { historyAims, smallerThan, treeAims } from '../../bench/speed/aims.ts'
import { median, type Result } from '../../bench/speed/compare.ts'
import { generateRepository } from '../../bench/speed/generate-repository.ts'
import { printedNumber, runCommand } from '../../bench/speed/run-command.ts'
import { historySubject } from '../../bench/speed/subject.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-test-'))
beforeAll(() => {
  mkdirSync(join(folder, 'source'))
  for (let index = 0; index < 12; index += 1) {
    writeFileSync(join(folder, 'source', `file "${index}".js`), `// ${index}\n`.repeat(60))
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

const result = (name: string, seconds: number, scanned = 100): Result => ({
  name,
  given: 100,
  scanned,
  runs: [{ seconds, cpuSeconds: undefined, peakMegabytes: undefined, exitCode: 0 }],
})

describe('aims', () => {
  const own = result('gatehouse', 1)
  const verdicts = (results: readonly Result[]) => treeAims('t', results).map(({ reached }) => reached)

  test('are reached, missed, or unknown where a peer is absent', () => {
    const peers = [result('gitleaks', 10), result('ripgrep (same search)', 0.4)]
    expect(verdicts([own, ...peers])).toEqual([true, undefined, false, undefined])
  })

  test('on trees count what a peer looked at, on histories the clock', () => {
    const hasty = [own, result('gitleaks', 1, 10)]
    expect(treeAims('t', hasty)[0]).toMatchObject({ reached: true, found: expect.stringContaining('10.0 %') })
    expect(historyAims('h', hasty)[1]).toMatchObject({ reached: false })
  })

  test('are not missed because of a peer that was ended', () => {
    const ended = { ...result('gitleaks', 5), runs: [{ ...result('', 5).runs[0]!, exitCode: null }] }
    expect(verdicts([own, ended])[0]).toBeUndefined()
  })

  test('about memory are unknown where one run was not measured', () => {
    expect(smallerThan(500, [10, undefined]).reached).toBeUndefined()
    expect(smallerThan(500, [10, 501]).reached).toBe(false)
    expect(smallerThan(500, [10, 499]).reached).toBe(true)
  })
})

test('the median of an even count is the faster of the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2)
  expect(median([3, 1, 2])).toBe(2)
})

test('a command that takes too long is ended with its children', async () => {
  const script = `require('child_process').spawnSync(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])`
  const run = await runCommand({ program: process.execPath, arguments: ['-e', script] }, folder, 0.5)
  expect(run.exitCode).toBeNull()
})

test('what a command prints and how it ends is known', async () => {
  const script = `console.error('scanned ~1234 bytes'); process.exit(3)`
  const run = await runCommand({ program: process.execPath, arguments: ['-e', script] }, folder, 60)
  expect(run.exitCode).toBe(3)
  expect(printedNumber(folder, /scanned ~(\d+) bytes/)).toBe(1234)
  expect(printedNumber(folder, /absent (\d+)/)).toBeUndefined()
})

test('the same files make the same repository, and its blobs are counted', () => {
  const heads = ['a', 'b'].map((name) => {
    generateRepository(join(folder, 'source'), join(folder, name), {
      files: 10,
      filesPerCommit: 4,
      changes: 5,
    })
    return execFileSync('git', ['-C', join(folder, name), 'rev-parse', 'HEAD'], { encoding: 'utf8' })
  })
  expect(heads[0]).toBe(heads[1])
  expect(historySubject(join(folder, 'a'), folder).items).toBe(10 + 5 * 3)
})
