import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { takeLock, tryLock } from '../../../../../scanner/sources/git/mirror/folder-lock.ts'
import { createMirrors } from '../../../../../scanner/sources/git/mirror/mirrors.ts'
import { temporaryFolder } from '../../git-fixture.ts'

const never = new AbortController().signal

/** Another process that has a lock. */
async function holdElsewhere(path: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'holding-process.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await once(child.stdout, 'data')
  return child
}

test('a lock is held by one at a time, in this process and in others', async () => {
  const path = join(temporaryFolder(), 'a.lock')
  const lock = tryLock(path)
  expect(tryLock(path)).toBeUndefined()
  lock?.release()
  await holdElsewhere(path)
  expect(tryLock(path)).toBeUndefined()
  await expect(takeLock(path, AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('one that a killed process left behind is taken over at once, by one of many', async () => {
  const path = join(temporaryFolder(), 'a.lock')
  const child = await holdElsewhere(path)
  child.kill('SIGKILL')
  await once(child, 'close')
  const begun = Date.now()
  let holders = 0
  const take = async (): Promise<void> => {
    const lock = await takeLock(path, never)
    holders += 1
    expect(holders).toBe(1)
    await setTimeout(5)
    holders -= 1
    lock.release()
  }
  await Promise.all(Array.from({ length: 5 }, take))
  expect(Date.now() - begun).toBeLessThan(30_000)
  expect(existsSync(path)).toBe(false)
})

test('one of another machine is taken over when it was not touched for a minute, and not before', () => {
  const path = join(temporaryFolder(), 'a.lock')
  writeFileSync(path, 'elsewhere 1 other')
  expect(tryLock(path)).toBeUndefined()
  const before = new Date(Date.now() - 61_000)
  utimesSync(path, before, before)
  const lock = tryLock(path)
  expect(readFileSync(path, 'utf8')).toContain(hostname())
  lock?.release()
})

/** A repository of so many bytes, as far as the room for it goes. */
function fill(path: string, bytes: number): void {
  mkdirSync(join(path, 'objects', 'pack'), { recursive: true })
  writeFileSync(join(path, 'objects', 'pack', 'pack-1.pack'), Buffer.alloc(bytes))
}

test('those that were not used for longest go first, and never one that is in use', async () => {
  const folder = temporaryFolder()
  const open = () => createMirrors({ folder, mostBytes: 2500 })
  const [mirrors, ofAnother] = [open(), open()]
  const use = (repository: string, work: (path: string) => Promise<void> = async () => {}) =>
    mirrors.use('1', repository, never, async (path) => {
      fill(path, 1000)
      // Files of file systems that keep no milliseconds would be equally old.
      await setTimeout(20)
      await work(path)
    })
  const kept = () => readdirSync(join(folder, '1')).filter((name) => name.endsWith('.git'))
  await use('10')
  await use('11')
  await use('10')
  await use('12')
  expect(kept()).toEqual(['10.git', '12.git'])
  await use('10', async (path) => {
    await ofAnother.use('2', '20', never, async (other) => fill(other, 1400))
    // It is the oldest, and the other one goes in its stead.
    expect(existsSync(path)).toBe(true)
  })
  expect(kept()).toEqual(['10.git'])
  expect(existsSync(join(folder, '2', '20.git'))).toBe(true)
})

test('ids that are no ids of ours name no folder', async () => {
  const mirrors = createMirrors({ folder: temporaryFolder(), mostBytes: 1 })
  await expect(mirrors.use('..', '1', never, async () => {})).rejects.toThrow('no id of ours')
  await expect(mirrors.use('1', 'a/b', never, async () => {})).rejects.toThrow('no id of ours')
})
