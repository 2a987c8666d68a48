import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { compileCache } from '../compile-cache.ts'
import { temporaryFolder } from '../scanner/sources/git-fixture.ts'
import { entry } from './run.ts'

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s in the middle of a clone leaves no folder behind', async (signal, expected) => {
  const folder = temporaryFolder()
  // An "ssh" that never answers, and says that it is there.
  const ssh = join(folder, 'ssh')
  writeFileSync(ssh, `#!/bin/sh\ntouch ${folder}/waiting\nexec cat\n`)
  chmodSync(ssh, 0o755)
  const temporary = temporaryFolder()
  const child = spawn(process.execPath, [entry, 'check', 'ssh://git@example.com/acme/shop'], {
    env: {
      PATH: process.env['PATH'],
      ...compileCache,
      HOME: folder,
      TMPDIR: temporary,
      GIT_SSH_COMMAND: ssh,
    },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  while (!existsSync(join(folder, 'waiting'))) await setTimeout(20)
  expect(readdirSync(temporary).some((name) => name.startsWith('gatehouse-clone-'))).toBe(true)
  child.kill(signal)
  expect(await ended).toBe(expected)
  expect(readdirSync(temporary)).toEqual([])
})
