/** Starts git for a test process (start-git.ts), which it ends with. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { GitStart } from './start-git.ts'

interface Order extends GitStart {
  readonly id: number
}

const folder = mkdtempSync(path.join(tmpdir(), 'git-starter-'))
const address = path.join(folder, 'socket')
/** By their names. What a program is to be started with may come in any order. */
const sockets = new Map<string, Socket>()
const orders = new Map<number, Order>()

const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', (name) => {
    // The rest is for git.
    socket.pause()
    const [kind, id] = name.toString('latin1').trim().split(' ')
    sockets.set(`${kind} ${id}`, socket)
    startIfComplete(Number(id))
  })
})
server.listen(address, () => process.send!(address))

process.on('message', (order: Order) => {
  orders.set(order.id, order)
  startIfComplete(order.id)
})
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})

function startIfComplete(id: number): void {
  const order = orders.get(id)
  const output = sockets.get(`output ${id}`)
  const input = sockets.get(`input ${id}`)
  if (order === undefined || output === undefined || (order.hasInput && input === undefined)) return
  orders.delete(id)
  sockets.delete(`output ${id}`)
  sockets.delete(`input ${id}`)
  const child = spawn('git', order.args, {
    cwd: order.folder,
    env: order.environment,
    stdio: [input ?? 'ignore', output, 'pipe'],
  })
  // git has its own of them; an end of these would be no end while ours are open.
  input?.destroy()
  output.destroy()
  follow(id, child)
}

function follow(id: number, child: ChildProcess): void {
  const complaints: Buffer[] = []
  child.stderr!.on('data', (chunk: Buffer) => complaints.push(chunk))
  child.on('spawn', () => process.send!({ started: id }))
  child.on('error', (error) => process.send!({ failed: id, why: error.message }))
  child.on('close', (code) => {
    if (child.pid === undefined) return
    process.send!({ ended: id, end: { code, complaints: Buffer.concat(complaints).toString('utf8') } })
  })
}
