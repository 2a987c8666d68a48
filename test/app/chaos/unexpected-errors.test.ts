import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openPrivatePostgres } from '../../../app/database/private-postgres/open.ts'
import { logWithCodes, watchErrors } from './unexpected-errors.ts'

/** A server whose log is watched, and two sessions of it. */
async function watchedServer() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-watched-'))
  chmodSync(folder, 0o755)
  const watch = watchErrors()
  const postgres = await openPrivatePostgres({ folder: path.join(folder, 'data'), onOutput: watch.ofServer })
  const sessions = [new Client(postgres.connection), new Client(postgres.connection)] as const
  for (const session of sessions) {
    session.on('error', () => {})
    await session.connect()
  }
  onTestFinished(async () => {
    for (const session of sessions) await session.end()
    await postgres.close()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const statement of logWithCodes) await sessions[0].query(statement)
  // Each session hears of it by a signal of its own, at some time.
  for (const session of sessions)
    await expect
      .poll(() => session.query('show log_line_prefix'))
      .toMatchObject({ rows: [{ log_line_prefix: '%e ' }] })
  return { watch, sessions }
}

test('two transactions that wait for each other are told of, with what they asked', async () => {
  const { watch, sessions } = await watchedServer()
  const [one, other] = sessions
  await one.query('create table work (key text primary key, wanted int)')
  await one.query(`insert into work values ('a', 1), ('b', 1)`)
  const take = (session: Client, key: string) =>
    session.query(`update work set wanted = 2 where key = '${key}'`)
  for (const [session, key] of [
    [one, 'a'],
    [other, 'b'],
  ] as const) {
    await session.query('begin')
    await take(session, key)
  }
  const ends = await Promise.allSettled([take(one, 'b'), take(other, 'a')])
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  await expect
    .poll(() => watch.problems.join('\n'))
    .toMatch(/ERROR 40P01 deadlock detected[^]*STATEMENT: {2}update work/)
  expect(watch.problems).toHaveLength(1)
})

test('a session that was cut is expected', async () => {
  const { watch, sessions } = await watchedServer()
  await sessions[0].query('select pg_terminate_backend($1)', [
    (await sessions[1].query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid,
  ])
  await expect(sessions[0].query('select 1 / 0')).rejects.toThrow(/division/)
  await expect.poll(() => watch.problems.length).toBe(1)
  expect(watch.problems[0]).toMatch(/^PostgreSQL: ERROR 22012 division by zero/)
})

test('in a worker’s log an error of PostgreSQL is told of, also as a cause, and one of GitHub is not', () => {
  const watch = watchErrors()
  const write = watch.ofWorker()
  const line = (err: object): string => `${JSON.stringify({ level: 'warn', key: 'scan:7', err })}\n`
  write(line({ type: 'RequestError', message: 'bad gateway', status: 502 }))
  write(line({ type: 'Error', message: 'cut', code: '57P01' }))
  write(line({ type: 'Error', message: 'gone', code: 'ECONNRESET' }))
  expect(watch.problems).toEqual([])
  const deadlock = line({
    type: 'Error',
    message: 'x',
    cause: { type: 'error', message: 'y', code: '40P01' },
  })
  write(deadlock.slice(0, 20))
  write(deadlock.slice(20))
  expect(watch.problems).toEqual([expect.stringMatching(/^a worker: 40P01 in .*scan:7/)])
})
